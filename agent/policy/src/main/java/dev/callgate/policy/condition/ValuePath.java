package dev.callgate.policy.condition;

import java.util.List;

/**
 * The way from a value to a part of it: {@code request.headers()["x"]} without the {@code request}.
 * Immutable.
 *
 * @param steps in order; none for the value itself
 */
public record ValuePath(List<Step> steps) {
  public static final ValuePath WHOLE = new ValuePath(List.of());

  public ValuePath {
    steps = List.copyOf(steps);
  }

  /** One step further into a value. */
  public sealed interface Step {
    /** What a public method without parameters would return; it is read, not called. */
    record Accessor(String name) implements Step {}

    /** An item of an array or list. */
    record Item(int index) implements Step {}

    /** The value of a map under a text. */
    record Entry(String key) implements Step {}
  }

  /** Whether it leads to the value itself. */
  public boolean isWhole() {
    return steps.isEmpty();
  }

  /** Whether what this leads to holds, or is, or is part of what the other leads to. */
  public boolean meets(ValuePath other) {
    int common = Math.min(steps.size(), other.steps.size());
    return steps.subList(0, common).equals(other.steps.subList(0, common));
  }

  /** As a policy writes it behind {@code root}, which may be empty. */
  public String after(String root) {
    StringBuilder text = new StringBuilder(root);
    for (Step step : steps) {
      if (step instanceof Step.Accessor accessor) {
        text.append(text.length() == 0 ? "" : ".").append(accessor.name()).append("()");
      } else if (step instanceof Step.Item item) {
        text.append('[').append(item.index()).append(']');
      } else if (step instanceof Step.Entry entry) {
        text.append("[\"")
            .append(entry.key().replace("\\", "\\\\").replace("\"", "\\\""))
            .append("\"]");
      }
    }
    return text.toString();
  }
}
