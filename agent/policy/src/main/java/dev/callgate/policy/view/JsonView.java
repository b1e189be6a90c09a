package dev.callgate.policy.view;

import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.JsonPointer;
import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.ParameterReference;
import dev.callgate.policy.condition.PartReader;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.ValueKind;
import dev.callgate.policy.condition.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code as: json} with {@code at}, a pointer (RFC 6901) in which {@code *} stands for every item
 * of an array and every member of an object. Text that is not JSON to every reader is not decided.
 * Maps and lists of the JDK, as frameworks make them of JSON, are looked into as well.
 *
 * @param pointer its parts, unescaped
 * @param quantifier how several values are judged; only a pointer with a {@code *} has several
 */
public record JsonView(List<String> pointer, Quantifier quantifier) implements View {
  public enum Quantifier {
    ONE,
    /** One of them; of none it is false. */
    SOME,
    /** All of them; of none it is undecided. */
    EVERY
  }

  public JsonView {
    pointer = List.copyOf(pointer);
  }

  @Override
  public Truth test(@Nullable Object value, Operator operator, CallView call) {
    return test(value, operator, call.accessors());
  }

  @Override
  public Truth test(@Nullable Object value, Operator operator, boolean live) {
    return test(value, operator, PartReader.NONE);
  }

  private Truth test(@Nullable Object value, Operator operator, PartReader parts) {
    if (value == null) {
      return operator.test(null);
    }
    Object document;
    try {
      document =
          value.getClass() == String.class
              ? JsonText.parse((String) value)
              : JdkTree.copy(value, parts);
    } catch (JsonText.Unclear e) {
      return Truth.UNDECIDED;
    }
    List<@Nullable Object> found = new ArrayList<>();
    boolean walked = collect(document, 0, found);
    return switch (quantifier) {
      case ONE -> operator.test(found.get(0));
      case SOME -> walked ? some(found, operator) : Truth.UNDECIDED;
      case EVERY -> walked && !found.isEmpty() ? every(found, operator) : Truth.UNDECIDED;
    };
  }

  private static Truth some(List<@Nullable Object> found, Operator operator) {
    Truth some = Truth.FALSE;
    for (Object value : found) {
      Truth truth = operator.test(value);
      if (truth == Truth.TRUE) {
        return Truth.TRUE;
      }
      some = truth == Truth.UNDECIDED ? truth : some;
    }
    return some;
  }

  private static Truth every(List<@Nullable Object> found, Operator operator) {
    Truth every = Truth.TRUE;
    for (Object value : found) {
      Truth truth = operator.test(value);
      if (truth == Truth.FALSE) {
        return Truth.FALSE;
      }
      every = truth == Truth.UNDECIDED ? truth : every;
    }
    return every;
  }

  /**
   * Adds what the rest of the pointer leads to, null for what is missing.
   *
   * @return false when a {@code *} met something that has no items
   */
  private boolean collect(@Nullable Object value, int from, List<@Nullable Object> found) {
    if (from == pointer.size()) {
      found.add(value);
      return true;
    }
    String part = pointer.get(from);
    if (part.equals(JsonPointer.EACH)) {
      Iterable<?> items =
          value instanceof List<?> list
              ? list
              : value instanceof Map<?, ?> map ? map.values() : null;
      if (items == null) {
        return false;
      }
      boolean walked = true;
      for (Object item : items) {
        walked &= collect(item, from + 1, found);
      }
      return walked;
    }
    Object next = null;
    if (value instanceof Map<?, ?> map) {
      next = map.get(part);
    } else if (value instanceof List<?> list) {
      int index = ParameterReference.asIndex(part);
      next = index >= 0 && index < list.size() ? list.get(index) : null;
    }
    return collect(next, from + 1, found);
  }

  @Override
  public String words() {
    StringBuilder words = new StringBuilder("json at ");
    for (String part : pointer) {
      words.append('/').append(part);
    }
    return words
        .append(
            quantifier == Quantifier.ONE ? "" : " " + quantifier.name().toLowerCase(Locale.ROOT))
        .toString();
  }

  @Override
  public ValueKind seen() {
    return ValueKind.ANYTHING;
  }

  @Override
  public boolean takes(ValueKind declared) {
    return declared == ValueKind.TEXT
        || declared == ValueKind.MANY
        || declared == ValueKind.ANYTHING;
  }

  @Override
  public char separator() {
    return '.';
  }

  @Override
  public @Nullable String flaw(String constant, boolean glob) {
    return null;
  }
}
