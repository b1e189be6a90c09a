package dev.callgate.policy.view;

import dev.callgate.policy.condition.KnownValue;
import dev.callgate.policy.condition.PartReader;
import dev.callgate.policy.condition.StubObject;
import dev.callgate.policy.condition.Unreadable;
import java.io.File;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of a call as a test writes them: texts, exact decimals, true and false, lists, nothing;
 * and maps with one key for what has no such form: {@code http} for a request, {@code map} for a
 * map, {@code type} for an object of which nothing but its class is known, {@code undecided} for
 * what nobody could or may see. Runs no code of the application.
 */
public final class StubValue {
  private static final int LONGEST_TEXT = 16 * 1024;
  private static final int MOST_ITEMS = 100;

  private StubValue() {}

  /** As it is written down. */
  public static @Nullable Object written(@Nullable Object value, PartReader parts) {
    if (value == null) {
      return null;
    }
    if (value instanceof Unreadable unreadable) {
      return undecided(unreadable.why());
    }
    String text = KnownValue.text(value);
    if (text == null) {
      text = address(value);
    }
    if (text != null) {
      return text.length() <= LONGEST_TEXT ? text : undecided("more text than is recorded");
    }
    if (value.getClass() == Boolean.class) {
      return value;
    }
    BigDecimal number = JdkTree.decimal(value);
    if (number != null) {
      return number;
    }
    HttpMessage message = HttpMessage.of(value, parts);
    if (message != null) {
      return request(message);
    }
    if (KnownValue.isMap(value)) {
      return map(value, parts);
    }
    Object[] items = KnownValue.items(value, MOST_ITEMS);
    if (items == null) {
      return Map.of("type", value.getClass().getName());
    }
    List<@Nullable Object> written = new ArrayList<>();
    for (Object item : items) {
      // no list in a list: a test has none either
      written.add(
          item != null && KnownValue.isCollection(item)
              ? Map.of("type", item.getClass().getName())
              : written(item, parts));
    }
    return written;
  }

  /** For what nobody could or may see. */
  public static Map<String, String> undecided(String why) {
    return Map.of("undecided", why);
  }

  /** By its exact class: any other may answer what it likes. */
  private static @Nullable String address(Object value) {
    Class<?> type = value.getClass();
    if (type == URI.class || type == URL.class) {
      return value.toString();
    }
    String path = PathView.text(value);
    // the directory that it is relative to is this process's
    return path == null ? null : new File(path).getAbsolutePath();
  }

  private static Object request(HttpMessage message) {
    String method = message.method();
    Object address = message.address();
    Object text = address instanceof String ? address : address == null ? null : address(address);
    return method == null || text == null || message.otherMethod() != null
        ? undecided("a request that cannot be seen for certain")
        : Map.of("http", method + " " + text);
  }

  private static Object map(Object value, PartReader parts) {
    try {
      Object copy = JdkTree.copy(value, parts);
      return ((Map<?, ?>) copy).size() <= MOST_ITEMS
          ? Map.of("map", copy)
          : undecided("more entries than are recorded");
    } catch (JsonText.Unclear e) {
      return undecided("a map of other things than texts, numbers and flags");
    }
  }

  /**
   * What {@link #written} wrote.
   *
   * @throws IllegalArgumentException when it is nothing of the kind, with what is wrong
   */
  public static @Nullable Object read(@Nullable Object written) {
    if (written instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : list) {
        items.add(read(item));
      }
      return items;
    }
    if (written instanceof Number) {
      return JdkTree.decimal(written);
    }
    if (!(written instanceof Map<?, ?> map)) {
      return written;
    }
    Map.Entry<?, ?> only = map.size() == 1 ? map.entrySet().iterator().next() : null;
    if (only != null && only.getKey().equals("map") && only.getValue() instanceof Map<?, ?> tree) {
      return new LinkedHashMap<>(tree);
    }
    if (only != null && only.getValue() instanceof String text) {
      if (only.getKey().equals("type")) {
        return new StubObject(text);
      }
      if (only.getKey().equals("undecided")) {
        return new Unreadable(text);
      }
      HttpStub stub = only.getKey().equals("http") ? HttpStub.of(text) : null;
      if (stub != null) {
        return stub;
      }
    }
    throw new IllegalArgumentException("neither http, map, type nor undecided: " + map.keySet());
  }
}
