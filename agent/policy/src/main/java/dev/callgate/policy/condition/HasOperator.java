package dev.callgate.policy.condition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code has_any}, {@code has_all} and {@code has_none}: over the texts that a view sees, or those
 * in an array or a collection of the JDK.
 *
 * @param wanted at least one
 */
public record HasOperator(Quantity quantity, List<String> wanted) implements Operator {
  /** An array of a million texts is looked at; a longer one is undecided. */
  private static final int MOST = 1 << 20;

  public enum Quantity {
    ANY,
    ALL,
    NONE
  }

  public HasOperator {
    wanted = List.copyOf(wanted);
  }

  @Override
  public Truth test(@Nullable Object value) {
    Several several = value instanceof Several seen ? seen : texts(value);
    if (several == null) {
      return Truth.UNDECIDED;
    }
    return switch (quantity) {
      case ANY -> any(several);
      case ALL -> all(several);
      case NONE -> any(several).negated();
    };
  }

  private Truth any(Several several) {
    Truth any = Truth.FALSE;
    for (int i = 0; i < wanted.size(); i++) {
      Truth contained = several.contains(wanted.get(i));
      if (contained == Truth.TRUE) {
        return Truth.TRUE;
      }
      any = contained == Truth.UNDECIDED ? contained : any;
    }
    return any;
  }

  private Truth all(Several several) {
    Truth all = Truth.TRUE;
    for (int i = 0; i < wanted.size(); i++) {
      Truth contained = several.contains(wanted.get(i));
      if (contained == Truth.FALSE) {
        return Truth.FALSE;
      }
      all = contained == Truth.UNDECIDED ? contained : all;
    }
    return all;
  }

  /** Null where something else than texts is among them. */
  private static @Nullable Several texts(@Nullable Object value) {
    @Nullable Object[] items = value == null ? null : KnownValue.items(value, MOST);
    if (items == null) {
      return null;
    }
    List<String> texts = new ArrayList<>(items.length);
    for (Object item : items) {
      String text = KnownValue.text(item);
      if (text == null) {
        return null;
      }
      texts.add(text);
    }
    return Several.of(texts);
  }

  @Override
  public boolean fits(ValueKind declared) {
    return declared == ValueKind.MANY || declared == ValueKind.ANYTHING;
  }
}
