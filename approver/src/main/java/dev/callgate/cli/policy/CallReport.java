package dev.callgate.cli.policy;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Explanation;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.trial.TestResult;
import dev.callgate.policy.trial.Verdict;
import dev.callgate.protocol.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of a call: for a program, and the line that people read first. */
final class CallReport {
  private CallReport() {}

  /** The decision, and where it comes from. */
  static String headline(PolicySet policy, Verdict verdict, @Nullable String environment) {
    StringBuilder line =
        new StringBuilder(TestResult.word(verdict.decision()).toUpperCase(Locale.ROOT));
    Rule first = strictest(verdict);
    if (first != null) {
      line.append("  by ").append(first.id());
      if (first.reason() != null) {
        line.append(", reason ").append(first.reason());
      }
      line.append(", risk ").append(first.risk().name().toLowerCase(Locale.ROOT));
    }
    return line.append("; policy set ")
        .append(policy.digest(), 0, "sha256:".length() + 8)
        .append(environment == null ? "" : ", environment " + environment)
        .toString();
  }

  /** Of the rules that decide, the one of the highest risk; null when none applies. */
  private static @Nullable Rule strictest(Verdict verdict) {
    Rule first = null;
    for (Rule rule : verdict.applying()) {
      boolean decides = rule.decide() == verdict.decision();
      if (decides && (first == null || rule.risk().compareTo(first.risk()) > 0)) {
        first = rule;
      }
    }
    return first;
  }

  static ObjectNode json(PolicySet policy, StubCall call, Verdict verdict) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("decision", TestResult.word(verdict.decision()));
    json.put("policySet", policy.digest());
    rules(json.putArray("applying"), verdict.applying(), verdict.undecided(), call);
    rules(json.putArray("harmless"), verdict.harmless(), List.of(), call);
    ArrayNode covers = json.putArray("covers");
    CoversText.of(verdict, call).forEach(covers::add);
    return json;
  }

  private static void rules(
      ArrayNode array, List<Rule> rules, List<Rule> undecided, StubCall call) {
    for (Rule rule : rules) {
      ObjectNode json = array.addObject();
      json.put("id", rule.id()).put("decide", TestResult.word(rule.decide()));
      json.put("source", rule.source()).put("reason", rule.reason());
      json.put("risk", rule.risk().name().toLowerCase(Locale.ROOT));
      json.put("undecided", undecided.contains(rule));
      ArrayNode parts = json.putArray("condition");
      BoundRule bound = call.bind(rule);
      for (Explanation part :
          bound == null ? List.<Explanation>of() : Explanation.of(bound, call)) {
        parts
            .addObject()
            .put("depth", part.depth())
            .put("text", part.text())
            .put("truth", part.truth().name().toLowerCase(Locale.ROOT))
            .put("why", part.why());
      }
    }
  }
}
