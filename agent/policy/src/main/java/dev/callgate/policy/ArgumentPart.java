package dev.callgate.policy;

import dev.callgate.policy.condition.ParameterReference;
import dev.callgate.policy.condition.Reference;
import dev.callgate.policy.condition.ValuePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An argument of one method, or a part of it, that a rule shows, speaks of, or hides. Immutable.
 *
 * @param index the argument's, from 0
 * @param path what of it, read as in a condition
 * @param pointer what of that, where it is a map, a list or JSON text; empty for all of it, and
 *     always empty in what is shown
 */
public record ArgumentPart(int index, ValuePath path, List<String> pointer) {
  public ArgumentPart {
    pointer = List.copyOf(pointer);
  }

  /** An argument as it is. */
  public static ArgumentPart whole(int index) {
    return new ArgumentPart(index, ValuePath.WHOLE, List.of());
  }

  /** Null when the method has no such parameter, or the text is no reference at all. */
  public static @Nullable ArgumentPart of(String text, List<String> parameterNames) {
    try {
      Reference reference = Reference.redaction(text);
      int index = ParameterReference.index(reference.root(), parameterNames);
      return index < 0 ? null : new ArgumentPart(index, reference.path(), reference.pointer());
    } catch (SyntaxProblem e) {
      return null;
    }
  }

  /** Those of the references that lead further than to a whole argument. */
  static List<ArgumentPart> parts(List<String> references, List<String> parameterNames) {
    List<ArgumentPart> parts = new ArrayList<>();
    for (String reference : references) {
      ArgumentPart part = of(reference, parameterNames);
      if (part != null && !part.isWhole() && !parts.contains(part)) {
        parts.add(part);
      }
    }
    return parts;
  }

  public boolean isWhole() {
    return path.isWhole() && pointer.isEmpty();
  }

  /** Whether the other one is this or a part of it. */
  public boolean holds(ArgumentPart other) {
    return pointer.isEmpty()
        && index == other.index
        && other.path.steps().size() >= path.steps().size()
        && path.meets(other.path);
  }
}
