package dev.callgate.match;

import dev.callgate.policy.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A class with a gated method that no gate can be put into. It must not load. The message says why
 * and what to do, in one line.
 */
public final class UnweavableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String ruleId;

  UnweavableException(@Nullable Rule rule, String message) {
    super(message);
    this.ruleId = rule == null ? null : rule.id();
  }

  /** The rule because of which the class must not load; null when there is not just one. */
  public @Nullable String ruleId() {
    return ruleId;
  }
}
