package dev.callgate.policy;

import dev.callgate.policy.condition.Condition;
import dev.callgate.policy.condition.ParameterReference;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A rule and one method it is about. Immutable and thread-safe.
 *
 * @param rule the rule
 * @param condition the rule's {@code when} over this method's arguments
 * @param parameterNames one for each parameter of the method, {@code arg0} and so on where the rule
 *     names none
 * @param editable indexes of the arguments a person may change
 * @param redacted indexes of the arguments nobody may see
 * @param shown indexes of the arguments the author asked to show; empty for all
 */
public record BoundRule(
    Rule rule,
    Condition condition,
    List<String> parameterNames,
    Set<Integer> editable,
    Set<Integer> redacted,
    Set<Integer> shown) {
  private static final String REDACTED = "(redacted)";

  public BoundRule {
    parameterNames = List.copyOf(parameterNames);
    editable = Set.copyOf(editable);
    redacted = Set.copyOf(redacted);
    shown = Set.copyOf(shown);
  }

  /** Whether a person may change this argument, given that the rule lets them edit at all. */
  public boolean isEditable(int index) {
    return editable.contains(index);
  }

  /** Whether nobody may see this argument. */
  public boolean isRedacted(int index) {
    return redacted.contains(index);
  }

  /** Whether a reviewer is to see this argument. */
  public boolean isShown(int index) {
    return !isRedacted(index) && (shown.isEmpty() || shown.contains(index));
  }

  /**
   * What a reviewer reads first.
   *
   * @param display gives an argument's text for people; not asked for redacted ones
   * @return null when the rule has no message
   */
  public @Nullable String message(IntFunction<String> display) {
    String template = rule.message();
    return template == null ? null : fill(template, display);
  }

  /**
   * Fills a template of this rule: a parameter's name or index in braces becomes the argument's
   * display, or {@code (redacted)}; a doubled brace becomes one.
   */
  public String fill(String template, IntFunction<String> display) {
    StringBuilder filled = new StringBuilder();
    for (MessageTemplate.Part part : MessageTemplate.parse(template).parts()) {
      if (!part.isReference()) {
        filled.append(part.text());
        continue;
      }
      int index = ParameterReference.index(part.text(), parameterNames);
      if (index < 0) {
        filled.append("(no such argument)");
      } else {
        filled.append(isRedacted(index) ? REDACTED : display.apply(index));
      }
    }
    return filled.toString();
  }
}
