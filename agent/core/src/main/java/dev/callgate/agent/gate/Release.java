package dev.callgate.agent.gate;

import dev.callgate.Outcome;
import dev.callgate.agent.value.Conversion;
import dev.callgate.agent.value.ConversionException;
import dev.callgate.agent.value.Snapshot;
import dev.callgate.agent.value.TooLargeException;
import dev.callgate.policy.condition.PartReader;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.Edit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a verified decision does to the waiting call: the last look at its arguments, edits,
 * answers. Stateless.
 */
final class Release {
  private Release() {}

  /** Refuses when the arguments are no longer those that were shown; null when they are. */
  static Ending.@Nullable Refuse drift(
      Question question, @Nullable Object[] arguments, PartReader accessors) {
    String digest;
    try {
      digest = Snapshot.of(arguments, question.rules().excerpts(accessors)).digest(question.salt());
    } catch (TooLargeException e) {
      digest = "";
    }
    return digest.equals(question.request().argsDigest())
        ? null
        : new Ending.Refuse(
            Outcome.DRIFTED,
            "its arguments changed while a person was looking at them. Nobody refused it, but what was approved is not what would"
                + " run. Make a new call with the arguments you mean",
            question.request().requestId());
  }

  /**
   * Puts a person's values into {@code arguments}.
   *
   * @throws ConversionException when one does not fit; the arguments may then be half edited and
   *     must not run
   */
  static void edit(
      GatePoint point, Question question, CallDecision decision, @Nullable Object[] arguments)
      throws ConversionException {
    List<Argument> shown = question.request().arguments();
    Set<String> changed = new HashSet<>();
    for (Edit edit : decision.edits()) {
      int index = -1;
      for (int i = 0; i < shown.size(); i++) {
        if (shown.get(i).name().equals(edit.name())) {
          index = i;
        }
      }
      if (index < 0 || !question.rules().isEditable(index) || !changed.add(edit.name())) {
        throw new ConversionException("it changes an argument that may not be changed");
      }
      arguments[index] =
          Conversion.convert(edit.value(), ReflectedSignature.of(point).parameters().get(index));
    }
  }

  /**
   * @throws ConversionException when the answer does not fit the return type
   */
  static @Nullable Object answer(GatePoint point, @Nullable JsonNode response)
      throws ConversionException {
    if (response == null) {
      throw new ConversionException("it holds no answer");
    }
    return Conversion.convert(response, ReflectedSignature.of(point).returned());
  }
}
