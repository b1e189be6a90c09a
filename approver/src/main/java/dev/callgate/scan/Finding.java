package dev.callgate.scan;

import dev.callgate.policy.Rule;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that the author of a rule should know.
 *
 * @param rule the rule; null for what is no single rule's matter
 * @param message one line
 * @param hint what to do; empty when the message says it all
 */
public record Finding(
    ScanCode code, Level level, @Nullable Rule rule, String message, String hint) {
  /** {@code FILE:LINE: level [CODE] message; hint}. */
  public String toLine() {
    String place = rule == null ? "" : rule.source() + ": ";
    return place
        + level.name().toLowerCase(Locale.ROOT)
        + " ["
        + code
        + "] "
        + message
        + (hint.isEmpty() ? "" : "; " + hint);
  }
}
