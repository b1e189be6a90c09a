package dev.callgate.agent.value;

import dev.callgate.policy.ArgumentPart;
import java.util.ArrayList;
import java.util.List;

/**
 * The plain values that a reviewer saw among a call's arguments, in reading order: texts, numbers,
 * names of constants. Not those in an argument that was hidden or cut, and nothing that cannot be
 * read. Immutable.
 */
public final class ShownValues {
  // As much of a value as the terminal's card shows, which is less than the request holds.
  private static final int MOST_SEEN = 2000;

  private final List<Value.Scalar> values = new ArrayList<>();

  /**
   * @param arguments the call's
   * @param shown those, or the parts of them, that the reviewer saw
   */
  public ShownValues(Snapshot arguments, List<ArgumentPart> shown) {
    for (ArgumentPart part : shown) {
      Value value = arguments.value(part);
      if (!Display.isLonger(value, MOST_SEEN)) {
        collect(value, arguments);
      }
    }
  }

  /**
   * Whether all of another call's arguments at {@code indexes} are among them, in the same order.
   * An argument counts when it is a plain value or holds nothing else; and what reads the same is
   * the same, so that a path may have been shown as a text. Order tells what was shown as sender
   * from what was shown as receiver.
   */
  public boolean holdInOrder(Snapshot other, List<Integer> indexes) {
    List<Value.Scalar> wanted = new ArrayList<>();
    for (int index : indexes) {
      if (!isPlain(other.value(index), wanted)) {
        return false;
      }
    }
    int next = 0;
    for (Value.Scalar value : values) {
      if (next < wanted.size() && readsAs(value, wanted.get(next))) {
        next++;
      }
    }
    return next == wanted.size();
  }

  private static boolean readsAs(Value.Scalar shown, Value.Scalar wanted) {
    return shown.quoted() == wanted.quoted() && shown.text().equals(wanted.text());
  }

  private void collect(Value value, Snapshot from) {
    if (value instanceof Value.Scalar scalar) {
      if (!scalar.isName() && !from.hides(scalar.text())) {
        values.add(scalar);
      }
    } else if (value instanceof Value.Elements elements) {
      for (Value element : elements.values()) {
        collect(element, from);
      }
    } else if (value instanceof Value.Fields fields) {
      for (Value part : fields.namesAndValues()) {
        collect(part, from);
      }
    }
  }

  /** Adds the plain values that an argument consists of; false when it is anything else. */
  private static boolean isPlain(Value value, List<Value.Scalar> into) {
    if (value instanceof Value.Scalar scalar) {
      into.add(scalar);
      return true;
    }
    if (!(value instanceof Value.Elements elements) || elements.values().isEmpty()) {
      return false;
    }
    for (Value element : elements.values()) {
      if (!isPlain(element, into)) {
        return false;
      }
    }
    return true;
  }
}
