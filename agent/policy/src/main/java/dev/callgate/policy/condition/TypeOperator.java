package dev.callgate.policy.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code type}: the value's own class, not its supertypes, has one of these names. */
public record TypeOperator(List<Glob> names) implements Operator {
  @Override
  public Truth test(@Nullable Object value) {
    if (value == null || value instanceof Unreadable) {
      return Truth.UNDECIDED;
    }
    String type = value instanceof StubObject stub ? stub.type() : value.getClass().getName();
    return Truth.of(GlobOperator.anyMatches(names, type));
  }

  @Override
  public boolean fits(ValueKind declared) {
    return true;
  }
}
