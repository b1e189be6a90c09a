package dev.callgate.policy;

import dev.callgate.policy.condition.Glob;
import dev.callgate.policy.condition.Surroundings;
import dev.callgate.policy.condition.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is around a call that is only written down: what nobody mentions is not there, and the
 * thread is an ordinary one. Immutable.
 *
 * @param threadName the thread's name
 * @param threadVirtual whether it is a virtual thread
 * @param threadGroup the name of its group
 * @param classes the classes on the stack, the nearest first
 * @param context what the application published
 * @param facts what packs keep
 */
public record StubSurroundings(
    String threadName,
    boolean threadVirtual,
    String threadGroup,
    List<String> classes,
    Map<String, Object> context,
    Map<String, Object> facts)
    implements Surroundings {
  public StubSurroundings {
    classes = List.copyOf(classes);
    context = new LinkedHashMap<>(context);
    facts = new LinkedHashMap<>(facts);
  }

  @Override
  public @Nullable Object thread(ThreadPart part) {
    return switch (part) {
      case NAME -> threadName;
      case VIRTUAL -> threadVirtual;
      case GROUP -> threadGroup;
    };
  }

  @Override
  public @Nullable Object caller(CallerPart part) {
    String nearest = classes.isEmpty() ? null : classes.get(0);
    if (nearest == null || part == CallerPart.CLASS) {
      return nearest;
    }
    int dot = nearest.lastIndexOf('.');
    return part == CallerPart.PACKAGE && dot > 0 ? nearest.substring(0, dot) : null;
  }

  @Override
  public Truth calledFrom(List<Glob> wanted) {
    for (String name : classes) {
      if (Surroundings.fits(wanted, name)) {
        return Truth.TRUE;
      }
    }
    return Truth.FALSE;
  }

  @Override
  public @Nullable Object context(String key) {
    return context.get(key);
  }

  @Override
  public @Nullable Object fact(String name) {
    return facts.get(name);
  }
}
