package dev.callgate.cli.policy;

import dev.callgate.policy.Problem;
import dev.callgate.policy.Rule;
import dev.callgate.policy.trial.MutationRun;
import dev.callgate.policy.trial.TestResult;
import dev.callgate.policy.trial.TestRun;
import dev.callgate.protocol.Json;
import java.io.File;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code policy test} found, for programs.
 *
 * @param problems of policies that are wrong
 * @param runs of those that are right
 * @param mutations by file; none when nothing was changed
 */
record TestJson(List<Problem> problems, List<TestRun> runs, Map<File, MutationRun> mutations) {
  ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.set("problems", Json.mapper().valueToTree(problems));
    ArrayNode ofFiles = json.putArray("files");
    for (TestRun run : runs) {
      ObjectNode ofFile = ofFiles.addObject();
      ofFile.put("file", run.file().getPath());
      ArrayNode tests = ofFile.putArray("tests");
      run.results().forEach(result -> tests.add(json(result)));
      ArrayNode uncovered = ofFile.putArray("uncovered");
      run.uncovered().forEach(uncovered::add);
      ofFile.set("warnings", Json.mapper().valueToTree(run.warnings()));
      MutationRun mutation = mutations.get(run.file());
      if (mutation != null) {
        ObjectNode changes = ofFile.putObject("changes");
        changes.put("tried", mutation.mutants());
        changes.put("noticed", mutation.noticed());
        changes.set("unnoticed", Json.mapper().valueToTree(mutation.problems()));
      }
    }
    return json;
  }

  private static ObjectNode json(TestResult result) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("name", result.test().name());
    json.put("line", result.test().at().line());
    json.put("passed", result.passed());
    json.put("decision", TestResult.word(result.verdict().decision()));
    json.put("wanted", TestResult.word(result.test().expected()));
    ArrayNode rules = json.putArray("rules");
    result.applying().forEach(rules::add);
    ArrayNode undecided = json.putArray("undecided");
    result.verdict().undecided().forEach(rule -> undecided.add(rule.id()));
    ArrayNode stricter = json.putArray("stricter");
    for (Rule rule : result.stricter()) {
      stricter.add(rule.id());
    }
    ArrayNode covers = json.putArray("covers");
    CoversText.of(result.verdict(), result.test().call()).forEach(covers::add);
    return json;
  }
}
