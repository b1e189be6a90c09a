package dev.callgate.policy.view;

import dev.callgate.policy.condition.KnownValue;
import dev.callgate.policy.condition.PartReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree of the JDK's own maps, lists, texts, numbers and flags, as {@link JsonText} would have
 * read it: how some frameworks hand on the JSON they were given. Copied, and bounded, since another
 * thread may change it.
 */
final class JdkTree {
  private static final int DEEPEST = 64;
  private static final int MOST = 20_000;

  private final PartReader parts;
  private int left = MOST;

  private JdkTree(PartReader parts) {
    this.parts = parts;
  }

  static Object copy(Object value, PartReader parts) throws JsonText.Unclear {
    try {
      Object copy = new JdkTree(parts).copy(value, 0);
      if (copy instanceof Map || copy instanceof List) {
        return copy;
      }
    } catch (ConcurrentModificationException | IndexOutOfBoundsException e) {
      // another thread changes it meanwhile
      throw new JsonText.Unclear();
    }
    throw new JsonText.Unclear();
  }

  private @Nullable Object copy(@Nullable Object written, int depth) throws JsonText.Unclear {
    Object value = written == null ? null : parts.unwrapped(written);
    if (depth > DEEPEST || left-- <= 0) {
      throw new JsonText.Unclear();
    }
    if (value == null || value.getClass() == String.class || value.getClass() == Boolean.class) {
      return value;
    }
    if (KnownValue.isMap(value)) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        if (!(entry.getKey() instanceof String key)) {
          throw new JsonText.Unclear();
        }
        copy.put(key, copy(entry.getValue(), depth + 1));
      }
      return copy;
    }
    Object[] items = KnownValue.items(value, left);
    if (items != null) {
      List<@Nullable Object> copy = new ArrayList<>();
      for (Object item : items) {
        copy.add(copy(item, depth + 1));
      }
      return copy;
    }
    return number(value);
  }

  private static BigDecimal number(Object value) throws JsonText.Unclear {
    BigDecimal decimal = decimal(value);
    if (decimal == null) {
      throw new JsonText.Unclear();
    }
    return decimal;
  }

  /** A number of one of the JDK's own classes, exactly; null for anything else. */
  static @Nullable BigDecimal decimal(Object value) {
    Class<?> type = value.getClass();
    if (type == BigDecimal.class) {
      return (BigDecimal) value;
    }
    if (type == BigInteger.class) {
      return new BigDecimal((BigInteger) value);
    }
    if (type == Integer.class || type == Long.class || type == Short.class || type == Byte.class) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    boolean real = type == Double.class || type == Float.class;
    // by its shortest text, as JSON would have had it and as conditions compare it
    return real && Double.isFinite(((Number) value).doubleValue())
        ? new BigDecimal(value.toString())
        : null;
  }
}
