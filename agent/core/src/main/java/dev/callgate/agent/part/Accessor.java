package dev.callgate.agent.part;

import dev.callgate.policy.condition.Unreadable;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reading one accessor of one class comes to. Immutable. */
sealed interface Accessor {
  /** It computes, or is not there, or nobody can tell. */
  record Closed(Unreadable why) implements Accessor {
    Closed(String why) {
      this(new Unreadable(why));
    }
  }

  /** It always returns the same. */
  record Constant(@Nullable Object value) implements Accessor {}

  /**
   * It returns a field's value, or what accessors of that would return.
   *
   * @param field of the object itself; null when the first accessor is one of the object too
   * @param further names of accessors, in order
   */
  record Getter(@Nullable Field field, List<String> further) implements Accessor {
    public Getter {
      further = List.copyOf(further);
    }
  }
}
