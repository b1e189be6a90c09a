package dev.callgate.cli.policy;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.Problem;
import dev.callgate.policy.Rule;
import dev.callgate.policy.trial.TestResult;
import dev.callgate.policy.trial.TestRun;
import dev.callgate.protocol.Json;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs the tests beside the rules of policies. */
@Command(
    name = "test",
    description = {
      "Run the tests that stand in policies, each file's against its own rules.",
      "Exits with 1 when one fails, or when a policy is wrong."
    })
public final class TestCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policies with tests.")
  private List<File> files = new ArrayList<>();

  @Option(
      names = "--packs",
      paramLabel = "PATH",
      description = "A file or folder with packs that did not come with Callgate.")
  private List<File> packs = new ArrayList<>();

  /** Runs there. */
  public TestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<Problem> problems = new ArrayList<>();
    List<TestRun> runs = new ArrayList<>();
    for (File file : files) {
      try {
        runs.add(TestRun.of(file, packs));
      } catch (PolicyException e) {
        problems.addAll(e.problems());
      }
    }
    if (output.isJson()) {
      output.write(surroundings, json(problems, runs));
    } else {
      problems.forEach(problem -> line(problem.toLine()));
      runs.forEach(this::lines);
    }
    int tests = 0;
    int failed = 0;
    for (TestRun run : runs) {
      tests += run.results().size();
      failed += run.failed();
    }
    surroundings.say((tests - failed) + " passed, " + failed + " failed");
    return (problems.isEmpty() && failed == 0 ? ExitStatus.OK : ExitStatus.REFUSED).code();
  }

  private void lines(TestRun run) {
    line(run.file().getPath());
    for (TestResult result : run.results()) {
      line("  " + result.toLine());
      for (Rule rule : result.verdict().undecided()) {
        line("         note: " + rule.id() + " could not be decided, so it applies");
      }
    }
    run.uncovered().forEach(uncovered -> line("  coverage: " + uncovered));
  }

  private void line(String text) {
    surroundings.out().println(SafeText.of(text));
  }

  private static ObjectNode json(List<Problem> problems, List<TestRun> runs) {
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
    return json;
  }
}
