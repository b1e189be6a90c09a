package dev.callgate.policy.condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at values without running any code but the JDK's: by their exact class, since a subclass
 * may answer what it likes, or stop the world while it does.
 */
public final class KnownValue {
  // new HashSet, not Set.of: one day two of these may share a class
  private static final Set<Class<?>> COLLECTIONS =
      new HashSet<>(
          List.of(
              ArrayList.class,
              LinkedList.class,
              HashSet.class,
              LinkedHashSet.class,
              TreeSet.class,
              Arrays.asList(0).getClass(),
              List.of().getClass(),
              List.of(0).getClass(),
              Set.of().getClass(),
              Set.of(0).getClass()));

  private static final Set<Class<?>> MAPS =
      new HashSet<>(
          List.of(
              HashMap.class,
              LinkedHashMap.class,
              TreeMap.class,
              Map.of().getClass(),
              Map.of(0, 0).getClass()));

  private KnownValue() {}

  /** The text of a string or a character, the name of an enum constant; null for anything else. */
  public static @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value.getClass() == String.class) {
      return (String) value;
    }
    // name() is final; toString() is not
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return value.getClass() == Character.class
        ? String.valueOf(((Character) value).charValue())
        : null;
  }

  public static boolean isCollection(Object value) {
    return COLLECTIONS.contains(value.getClass());
  }

  public static boolean isMap(Object value) {
    return MAPS.contains(value.getClass());
  }

  /** One item of an array, boxed. */
  static @Nullable Object arrayItem(Object array, int index) {
    if (array instanceof Object[] objects) {
      return objects[index];
    }
    if (array instanceof byte[] bytes) {
      return bytes[index];
    }
    if (array instanceof char[] chars) {
      return chars[index];
    }
    if (array instanceof int[] ints) {
      return ints[index];
    }
    if (array instanceof long[] longs) {
      return longs[index];
    }
    if (array instanceof double[] doubles) {
      return doubles[index];
    }
    if (array instanceof float[] floats) {
      return floats[index];
    }
    if (array instanceof short[] shorts) {
      return shorts[index];
    }
    return ((boolean[]) array)[index];
  }

  /**
   * Characters of a string, items of an array or collection, entries of a map; -1 for anything
   * else.
   */
  static int size(@Nullable Object value) {
    if (value == null) {
      return -1;
    }
    Class<?> type = value.getClass();
    if (type == String.class) {
      return ((String) value).length();
    }
    if (type.isArray()) {
      return length(value);
    }
    if (COLLECTIONS.contains(type)) {
      return ((Collection<?>) value).size();
    }
    if (type == Several.class) {
      return ((Several) value).size();
    }
    return MAPS.contains(type) ? ((Map<?, ?>) value).size() : -1;
  }

  /**
   * A copy of what an array of objects or a collection holds; null for anything else, and for more
   * than so many.
   */
  public static @Nullable Object @Nullable [] items(Object value, int most) {
    if (value instanceof Object[] objects) {
      return objects.length <= most ? objects.clone() : null;
    }
    if (!COLLECTIONS.contains(value.getClass()) || ((Collection<?>) value).size() > most) {
      return null;
    }
    try {
      return ((Collection<?>) value).toArray();
    } catch (RuntimeException e) {
      // another thread changes it meanwhile
      return null;
    }
  }

  private static int length(Object array) {
    if (array instanceof Object[] objects) {
      return objects.length;
    }
    if (array instanceof byte[] bytes) {
      return bytes.length;
    }
    if (array instanceof char[] chars) {
      return chars.length;
    }
    if (array instanceof int[] ints) {
      return ints.length;
    }
    if (array instanceof long[] longs) {
      return longs.length;
    }
    if (array instanceof double[] doubles) {
      return doubles.length;
    }
    if (array instanceof float[] floats) {
      return floats.length;
    }
    return array instanceof short[] shorts ? shorts.length : ((boolean[]) array).length;
  }
}
