package dev.callgate.agent.part;

import dev.callgate.agent.value.JdkContainers;
import dev.callgate.policy.condition.JdkLoaders;
import dev.callgate.policy.condition.PartReader;
import dev.callgate.policy.condition.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads accessors of the application's classes from fields, and those of the JDK's own values by
 * calling them. What was found out about a class stays with the class.
 */
public final class FieldParts implements PartReader {
  private static final int DEEPEST = 8;
  private static final Unreadable NOT_NOW = new Unreadable("its class file could not be had");
  private static final Unreadable TOO_DEEP = new Unreadable("it leads on and on");
  private static final Unreadable SHUT = new Unreadable("its field is kept shut");

  private final AccessorSearch search;
  private final Known known = new Known();

  public FieldParts(ClassFiles classFiles) {
    search = new AccessorSearch(classFiles);
  }

  @Override
  public @Nullable Object read(Object value, String accessor) {
    return read(value, accessor, 0);
  }

  private @Nullable Object read(Object value, String accessor, int depth) {
    if (depth > DEEPEST) {
      return TOO_DEEP;
    }
    if (value instanceof Enum<?> constant && accessor.equals("name")) {
      return constant.name();
    }
    Class<?> type = value.getClass();
    if (JdkLoaders.isJdk(type)) {
      return JdkAccessors.read(value, accessor);
    }
    Map<String, Accessor> accessors = known.get(type);
    Accessor found = accessors.get(accessor);
    if (found == null) {
      found = search.find(type, accessor);
      if (found == null) {
        return NOT_NOW;
      }
      accessors.put(accessor, found);
    }
    if (found instanceof Accessor.Closed closed) {
      return closed.why();
    }
    return found instanceof Accessor.Constant constant
        ? constant.value()
        : follow(value, (Accessor.Getter) found, depth);
  }

  private @Nullable Object follow(Object value, Accessor.Getter getter, int depth) {
    Object at = value;
    if (getter.field() != null) {
      try {
        at = getter.field().get(value);
      } catch (IllegalAccessException | RuntimeException e) {
        return SHUT;
      }
    }
    List<String> further = getter.further();
    for (int i = 0; i < further.size(); i++) {
      if (at == null || at instanceof Unreadable) {
        return at;
      }
      at = read(at, further.get(i), depth + 1);
    }
    return at;
  }

  @Override
  public @Nullable Object unwrapped(Object value) {
    Object at = value;
    for (int i = 0; i < DEEPEST; i++) {
      if (at instanceof Optional<?> optional) {
        at = optional.orElse(null);
      } else {
        Object inside = at == null ? null : JdkContainers.unwrap(at);
        if (inside == null) {
          return at;
        }
        at = inside;
      }
    }
    return TOO_DEEP;
  }

  private static final class Known extends ClassValue<Map<String, Accessor>> {
    @Override
    protected Map<String, Accessor> computeValue(Class<?> type) {
      return new ConcurrentHashMap<>();
    }
  }
}
