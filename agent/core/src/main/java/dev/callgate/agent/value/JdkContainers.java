package dev.callgate.agent.value;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own containers, whose iterators are the JDK's own code and call none of their elements.
 * Wrappers such as {@code Collections.unmodifiableList} are opened to see what they wrap, because
 * that may be the application's.
 */
public final class JdkContainers {
  private static final Set<String> COLLECTIONS =
      Set.of(
          "java.util.ArrayList",
          "java.util.LinkedList",
          "java.util.Vector",
          "java.util.ArrayDeque",
          "java.util.HashSet",
          "java.util.LinkedHashSet",
          "java.util.TreeSet",
          "java.util.Arrays$ArrayList",
          "java.util.ImmutableCollections$ListN",
          "java.util.ImmutableCollections$List12",
          "java.util.ImmutableCollections$SetN",
          "java.util.ImmutableCollections$Set12",
          "java.util.Collections$EmptyList",
          "java.util.Collections$EmptySet",
          "java.util.Collections$SingletonList",
          "java.util.Collections$SingletonSet",
          "java.util.RegularEnumSet",
          "java.util.JumboEnumSet",
          "java.util.concurrent.CopyOnWriteArrayList",
          "java.util.concurrent.ConcurrentLinkedQueue");
  private static final Set<String> MAPS =
      Set.of(
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.TreeMap",
          "java.util.Hashtable",
          "java.util.EnumMap",
          "java.util.IdentityHashMap",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.ImmutableCollections$MapN",
          "java.util.ImmutableCollections$Map1",
          "java.util.Collections$EmptyMap",
          "java.util.Collections$SingletonMap");

  private JdkContainers() {}

  static boolean isCollection(Object value) {
    return value instanceof Collection
        && value.getClass().getClassLoader() == null
        && COLLECTIONS.contains(value.getClass().getName());
  }

  static boolean isMap(Object value) {
    return value instanceof Map
        && value.getClass().getClassLoader() == null
        && MAPS.contains(value.getClass().getName());
  }

  /** Whether {@link #unwrap} may open a value of this class. */
  static boolean isWrapper(String type) {
    return type.equals("java.util.Optional")
        || type.startsWith("java.util.Collections$") && !COLLECTIONS.contains(type);
  }

  /** What a JDK wrapper wraps, or null when {@code value} is none or keeps it shut. */
  public static @Nullable Object unwrap(Object value) {
    Class<?> type = value.getClass();
    if (type == Optional.class) {
      return ((Optional<?>) value).orElse(null);
    }
    if (type.getClassLoader() != null || !type.getName().startsWith("java.util.Collections$")) {
      return null;
    }
    try {
      for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
        for (Field field : declaring.getDeclaredFields()) {
          if (field.getName().equals("c") || field.getName().equals("m")) {
            field.setAccessible(true);
            return field.get(value);
          }
        }
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Without the agent's opening of java.util, as in its own unit tests: shown as opaque.
      return null;
    }
    return null;
  }
}
