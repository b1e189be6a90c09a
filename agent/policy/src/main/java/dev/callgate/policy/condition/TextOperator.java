package dev.callgate.policy.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators over text; several constants mean one of them. */
public record TextOperator(Comparison comparison, List<String> constants) implements Operator {
  public enum Comparison {
    EQUALS,
    EQUALS_IGNORING_CASE,
    STARTS_WITH,
    ENDS_WITH,
    CONTAINS
  }

  @Override
  public Truth test(@Nullable Object value) {
    String text = KnownValue.text(value);
    if (text == null) {
      return Truth.UNDECIDED;
    }
    for (int i = 0; i < constants.size(); i++) {
      if (holds(text, constants.get(i))) {
        return Truth.TRUE;
      }
    }
    return Truth.FALSE;
  }

  private boolean holds(String text, String constant) {
    return switch (comparison) {
      case EQUALS -> text.equals(constant);
      case EQUALS_IGNORING_CASE -> text.equalsIgnoreCase(constant);
      case STARTS_WITH -> text.startsWith(constant);
      case ENDS_WITH -> text.endsWith(constant);
      case CONTAINS -> text.contains(constant);
    };
  }

  @Override
  public boolean fits(ValueKind declared) {
    return declared == ValueKind.TEXT || declared == ValueKind.ANYTHING;
  }
}
