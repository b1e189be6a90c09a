package dev.callgate.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that applies to a call.
 *
 * @param id policy and rule, such as {@code payments/transfer-over-100}
 * @param source file and line it was read from
 * @param risk {@code low}, {@code medium}, {@code high} or {@code critical}
 * @param reason the rule's reason code, or null
 * @param message what the call would do in the policy author's words, filled in, or null
 * @param undecided why the rule's condition could not be decided, such as {@code arg currency: no
 *     value}; an undecided condition counts as true. Empty when it is true
 */
public record AppliedRule(
    String id,
    String source,
    String risk,
    @Nullable String reason,
    @Nullable String message,
    List<String> undecided) {}
