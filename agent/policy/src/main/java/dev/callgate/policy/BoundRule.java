package dev.callgate.policy;

import dev.callgate.policy.condition.Condition;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
 * @param shown indexes of the arguments the author asked to show
 * @param hiddenParts the parts of arguments that nobody may see
 * @param shownParts the parts of arguments the author asked to show; all is shown where the rule
 *     names nothing to show
 * @param spokenParts the parts of arguments that the rule's own texts speak of
 * @param grantParts the arguments, and parts of them, that later calls under a grant have to
 *     repeat; empty where the rule lets nobody grant
 */
public record BoundRule(
    Rule rule,
    Condition condition,
    List<String> parameterNames,
    Set<Integer> editable,
    Set<Integer> redacted,
    Set<Integer> shown,
    List<ArgumentPart> hiddenParts,
    List<ArgumentPart> shownParts,
    List<ArgumentPart> spokenParts,
    List<ArgumentPart> grantParts) {
  private static final String REDACTED = "(redacted)";

  public BoundRule {
    parameterNames = List.copyOf(parameterNames);
    editable = Set.copyOf(editable);
    redacted = Set.copyOf(redacted);
    shown = Set.copyOf(shown);
    hiddenParts = List.copyOf(hiddenParts);
    shownParts = List.copyOf(shownParts);
    spokenParts = List.copyOf(spokenParts);
    grantParts = List.copyOf(grantParts);
  }

  /** Whether a person may change this argument, given that the rule lets them edit at all. */
  public boolean isEditable(int index) {
    return editable.contains(index);
  }

  /** Whether nobody may see this argument. */
  public boolean isRedacted(int index) {
    return redacted.contains(index);
  }

  /** Whether a reviewer is to see this argument as it is, but for its hidden parts. */
  public boolean isShown(int index) {
    return isShown(ArgumentPart.whole(index));
  }

  /** The same for a part of an argument. */
  public boolean isShown(ArgumentPart part) {
    if (isRedacted(part.index())) {
      return false;
    }
    for (ArgumentPart hidden : hiddenParts) {
      if (hidden.holds(part)) {
        return false;
      }
    }
    if (rule.show().isEmpty() || shown.contains(part.index())) {
      return true;
    }
    for (ArgumentPart each : shownParts) {
      if (each.holds(part)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a reviewer reads first.
   *
   * @param display gives the text for people of an argument or a part of it; not asked for redacted
   *     ones
   * @return null when the rule has no message
   */
  public @Nullable String message(Function<ArgumentPart, String> display) {
    String template = rule.message();
    return template == null ? null : fill(template, display);
  }

  /**
   * Fills a template of this rule: a parameter's name or index in braces, or the way to a part of
   * it, becomes its display, or {@code (redacted)}; a doubled brace becomes one.
   */
  public String fill(String template, Function<ArgumentPart, String> display) {
    StringBuilder filled = new StringBuilder();
    for (MessageTemplate.Part piece : MessageTemplate.parse(template).parts()) {
      if (!piece.isReference()) {
        filled.append(piece.text());
        continue;
      }
      ArgumentPart part = ArgumentPart.of(piece.text(), parameterNames);
      if (part == null) {
        filled.append("(no such argument)");
      } else {
        filled.append(isRedacted(part) ? REDACTED : display.apply(part));
      }
    }
    return filled.toString();
  }

  private boolean isRedacted(ArgumentPart part) {
    boolean redacted = isRedacted(part.index());
    for (ArgumentPart hidden : hiddenParts) {
      redacted |= hidden.holds(part);
    }
    return redacted;
  }
}
