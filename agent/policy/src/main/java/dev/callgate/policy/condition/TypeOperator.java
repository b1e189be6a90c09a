package dev.callgate.policy.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code type}: the value's own class, not its supertypes, has one of these names. */
public record TypeOperator(List<Glob> names) implements Operator {
  @Override
  public Truth test(@Nullable Object value) {
    return value == null
        ? Truth.UNDECIDED
        : Truth.of(GlobOperator.anyMatches(names, value.getClass().getName()));
  }

  @Override
  public boolean fits(ValueKind declared) {
    return true;
  }
}
