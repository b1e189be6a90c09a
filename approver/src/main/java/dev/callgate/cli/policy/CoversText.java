package dev.callgate.cli.policy;

import dev.callgate.policy.Cover;
import dev.callgate.policy.Decision;
import dev.callgate.policy.Rule;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.trial.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What else the approval of a call lets through, in words. */
final class CoversText {
  private CoversText() {}

  /** A sentence for each entry that all rules that hold the call have in common. */
  static List<String> of(Verdict verdict, StubCall call) {
    List<Cover> common = null;
    if (call.method().equals("<init>")) {
      // nobody sees a constructor throw
      return List.of();
    }
    for (Rule rule : verdict.applying()) {
      if (verdict.decision() == Decision.GATE && rule.decide() == Decision.GATE) {
        if (common == null) {
          common = new ArrayList<>(rule.gate().covers());
        } else {
          common.retainAll(rule.gate().covers());
        }
      }
    }
    List<String> sentences = new ArrayList<>();
    for (Cover cover : common == null ? List.<Cover>of() : common) {
      sentences.add(text(cover));
    }
    return sentences;
  }

  private static String text(Cover cover) {
    String arguments =
        switch (cover.demand()) {
          case SAME -> "its own arguments";
          case SHOWN ->
              cover.parameters().isEmpty()
                  ? "arguments that the reviewer saw"
                  : String.join(", ", cover.parameters()) + " as the reviewer saw it";
        };
    return "its approval covers up to "
        + cover.atMost()
        + (cover.atMost() == 1 ? " further call" : " further calls")
        + " held by "
        + String.join(", ", cover.rules())
        + ", with "
        + arguments;
  }
}
