package dev.callgate.cli.policy;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.trial.TestResult;
import dev.callgate.protocol.Json;
import dev.callgate.replay.Difference;
import dev.callgate.replay.KnownCall;
import dev.callgate.replay.Replay;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of recorded calls, and whether it is what became of them. */
final class ReplayReport {
  private final Surroundings surroundings;
  private final OutputOption output;

  ReplayReport(Surroundings surroundings, OutputOption output) {
    this.surroundings = surroundings;
    this.output = output;
  }

  /** Whether the policy decides as it was decided when the calls were recorded. */
  ExitStatus test(List<KnownCall> calls, Replay policy) throws PolicyException {
    List<Difference> all = Difference.sinceRecorded(calls, policy);
    int other = 0;
    for (Difference call : all) {
      boolean same = call.before().decision() == call.now().decision();
      other += same ? 0 : call.lines().size();
      text(
          (same ? "ok   " : "DIFF ")
              + times(call)
              + call.words()
              + ": "
              + call.now().words()
              + " by "
              + call.now().rules()
              + (same
                  ? ""
                  : ", recorded " + call.before().words() + " by " + call.before().rules()));
    }
    json(all);
    surroundings.say(
        calls.size()
            + (calls.size() == 1 ? " call, " : " calls, ")
            + all.size()
            + " distinct, "
            + other
            + " decided otherwise than recorded");
    return other == 0 ? ExitStatus.OK : ExitStatus.REFUSED;
  }

  /** What another policy decides otherwise. */
  ExitStatus diff(List<KnownCall> calls, Replay old, Replay now) throws PolicyException {
    List<Difference> changed = Difference.between(calls, old, now);
    int many = 0;
    int weaker = 0;
    for (Difference call : changed) {
      many += call.lines().size();
      weaker += call.isWeaker() ? call.lines().size() : 0;
      text(
          (call.isWeaker() ? "weaker   " : "stricter ")
              + times(call)
              + call.words()
              + ": "
              + call.before().words()
              + " by "
              + call.before().rules()
              + " -> "
              + call.now().words()
              + " by "
              + call.now().rules());
    }
    json(changed);
    surroundings.say(
        many
            + " of "
            + calls.size()
            + (calls.size() == 1 ? " call" : " calls")
            + " decided otherwise, "
            + weaker
            + " of them weaker");
    return weaker == 0 ? ExitStatus.OK : ExitStatus.REFUSED;
  }

  private static String times(Difference call) {
    return call.lines().size() + "x ";
  }

  private void text(String line) {
    if (!output.isJson()) {
      surroundings.out().println(SafeText.of(line));
    }
  }

  private void json(List<Difference> calls) {
    if (!output.isJson()) {
      return;
    }
    ObjectNode json = Json.mapper().createObjectNode();
    ArrayNode array = json.putArray("calls");
    for (Difference call : calls) {
      ObjectNode one = array.addObject();
      one.put("call", call.words()).put("count", call.lines().size());
      one.set("lines", Json.mapper().valueToTree(call.lines()));
      one.put("weaker", call.isWeaker());
      one.set("before", json(call.before()));
      one.set("now", json(call.now()));
    }
    output.write(surroundings, json);
  }

  private static ObjectNode json(Replay.Judgement judgement) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("decision", TestResult.word(judgement.decision()));
    json.put("written", TestResult.word(judgement.written()));
    ArrayNode rules = json.putArray("rules");
    judgement.rules().forEach(rules::add);
    return json;
  }
}
