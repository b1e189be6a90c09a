package dev.callgate.agent.value;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value into a tree without running application code: JDK types by exact class, everything
 * else by its fields, and what opens neither way by its identity. A {@code toString} or an accessor
 * that was called here could call the very method that is being held. Not thread-safe; one instance
 * per snapshot.
 */
final class ValueReader {
  private static final int DEEPEST = 32;
  private static final int MOST_VALUES = 20_000;
  private static final long MOST_TEXT = 4L << 20;

  // Superclasses of the JDK without content: no field at all, or a counter and caches.
  private static final Set<String> STATELESS =
      Set.of(
          "java.lang.Object",
          "java.lang.Record",
          "java.lang.Number",
          "java.util.AbstractCollection",
          "java.util.AbstractList",
          "java.util.AbstractMap",
          "java.util.AbstractSet");

  private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();
  private final @Nullable Hiding hiding;
  private int values;
  private long text;

  /**
   * @param hiding hides parts of what is read; null for nothing
   */
  ValueReader(@Nullable Hiding hiding) {
    this.hiding = hiding;
  }

  Value read(@Nullable Object value) throws TooLargeException {
    return read(value, 0);
  }

  private Value read(@Nullable Object value, int depth) throws TooLargeException {
    int start = values + 1;
    Value read = readOpenly(value, depth);
    return hiding == null || value == null ? read : hiding.hide(value, read, start);
  }

  private Value readOpenly(@Nullable Object value, int depth) throws TooLargeException {
    if (++values > MOST_VALUES) {
      throw new TooLargeException("the arguments hold more than " + MOST_VALUES + " values");
    }
    if (depth > DEEPEST) {
      throw new TooLargeException("the arguments are nested deeper than " + DEEPEST);
    }
    if (value == null) {
      return Value.Nothing.NULL;
    }
    Value scalar = JdkScalars.read(value);
    if (scalar instanceof Value.Scalar known) {
      count(known.text().length());
      return scalar;
    }
    Integer before = seen.putIfAbsent(value, values);
    if (before != null) {
      return new Value.Reference(before);
    }
    if (value instanceof byte[] bytes) {
      count(bytes.length);
      return new Value.Bytes("byte[]", bytes.clone());
    }
    if (value.getClass().isArray()) {
      return array(value, depth);
    }
    if (JdkContainers.isCollection(value)) {
      return elements(value.getClass().getName(), ((Collection<?>) value).toArray(), depth);
    }
    if (JdkContainers.isMap(value)) {
      return map((Map<?, ?>) value, depth);
    }
    Object wrapped = JdkContainers.unwrap(value);
    if (wrapped != null) {
      return new Value.Elements(value.getClass().getName(), List.of(read(wrapped, depth + 1)));
    }
    return object(value, depth);
  }

  private Value array(Object array, int depth) throws TooLargeException {
    int length = Array.getLength(array);
    if (length > MOST_VALUES) {
      throw new TooLargeException("an array holds " + length + " values");
    }
    Object[] copy = new Object[length];
    for (int i = 0; i < length; i++) {
      copy[i] = Array.get(array, i);
    }
    return elements(array.getClass().getTypeName(), copy, depth);
  }

  private Value elements(String type, @Nullable Object[] elements, int depth)
      throws TooLargeException {
    List<Value> read = new ArrayList<>(Math.min(elements.length, MOST_VALUES));
    for (Object element : elements) {
      read.add(read(element, depth + 1));
    }
    return new Value.Elements(type, read);
  }

  private Value map(Map<?, ?> map, int depth) throws TooLargeException {
    List<Value> read = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      read.add(read(entry.getKey(), depth + 1));
      read.add(read(entry.getValue(), depth + 1));
    }
    return new Value.Fields(map.getClass().getName(), /* map= */ true, read);
  }

  private Value object(Object value, int depth) throws TooLargeException {
    Class<?> type = value.getClass();
    // What a lambda, a proxy or one of the JDK's machines does is not in its fields.
    if (type.isHidden() || Proxy.isProxyClass(type) || isJdk(type)) {
      return opaque(value);
    }
    List<Value> read = new ArrayList<>();
    try {
      Class<?> declaring = type;
      for (; !isJdk(declaring); declaring = declaring.getSuperclass()) {
        for (Field field : declaring.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
            field.setAccessible(true);
            read.add(new Value.Scalar("", field.getName(), /* quoted= */ false));
            read.add(read(field.get(value), depth + 1));
          }
        }
      }
      if (!STATELESS.contains(declaring.getName())) {
        // A list of the application that extends ArrayList is not empty because its own fields are.
        read.add(new Value.Scalar("", declaring.getName(), /* quoted= */ false));
        read.add(new Value.Opaque(declaring.getName(), identity(value)));
      }
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      // A module that keeps its fields shut, or a field of a type that is not there.
      return opaque(value);
    }
    return new Value.Fields(type.getName(), /* map= */ false, read);
  }

  /** What is known by its identity only. */
  static Value opaque(Object value) {
    return new Value.Opaque(value.getClass().getName(), identity(value));
  }

  private static String identity(Object value) {
    return Integer.toHexString(System.identityHashCode(value));
  }

  static boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private void count(int length) throws TooLargeException {
    text += length;
    if (text > MOST_TEXT) {
      throw new TooLargeException("the arguments hold more than " + MOST_TEXT + " characters");
    }
  }
}
