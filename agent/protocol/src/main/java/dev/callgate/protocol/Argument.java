package dev.callgate.protocol;

/**
 * One argument as a reviewer sees it.
 *
 * @param name the parameter's name from the rule, or {@code arg0}, {@code arg1}, …
 * @param type the declared type as Java source writes it, such as {@code java.math.BigDecimal} or
 *     {@code int[]}
 * @param display the value, rendered by the agent without running application code; shortened where
 *     it is too long
 * @param redacted whether the value is hidden, and {@code display} only says so
 * @param editable whether an edit may change it
 */
public record Argument(
    String name, String type, String display, boolean redacted, boolean editable) {}
