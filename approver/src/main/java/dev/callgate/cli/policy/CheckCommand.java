package dev.callgate.cli.policy;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.policy.Note;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Problem;
import dev.callgate.policy.read.PolicyReader;
import dev.callgate.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Reads policies as the agent would at its start, and writes a line for everything wrong. */
@Command(
    name = "check",
    description = {
      "Read policies as the agent would, and write a line for everything that is wrong.",
      "Exits with 1 when anything is; warnings are only written, unless --strict."
    })
public final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ReportOption report = new ReportOption();

  @Option(names = "--strict", description = "Exit with 1 for warnings too.")
  private boolean strict;

  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "Read them for this environment, and say what they make of it.")
  private @Nullable String environment;

  @Mixin private final PoliciesOption policies = new PoliciesOption();

  /** Runs there. */
  public CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<Problem> problems = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    String found = "";
    try {
      PolicySet read = PolicyReader.read(policies.sources(), environment);
      notes.addAll(read.notes());
      problems.addAll(read.warnings());
      int rules = read.rules().size();
      found = rules + (rules == 1 ? " rule" : " rules") + ", nothing wrong: " + read.digest();
    } catch (PolicyException e) {
      problems.addAll(e.problems());
    }
    switch (report.format()) {
      case JSON -> OutputOption.write(surroundings.out(), Json.mapper().valueToTree(problems));
      case SARIF -> sarif(problems).write(surroundings.out());
      case TEXT ->
          problems.forEach(problem -> surroundings.out().println(SafeText.of(problem.toLine())));
    }
    boolean wrong = problems.stream().anyMatch(problem -> strict || problem.isError());
    if (!wrong) {
      if (environment != null) {
        notes.forEach(note -> surroundings.say(SafeText.of(note.toLine())));
      }
      surroundings.say(found);
    }
    return (wrong ? ExitStatus.REFUSED : ExitStatus.OK).code();
  }

  private static SarifReport sarif(List<Problem> problems) {
    SarifReport sarif = new SarifReport("callgate policy check");
    for (Problem problem : problems) {
      sarif.rule(problem.code(), "see docs/policy.md, " + problem.code());
      String hint = problem.hint().isEmpty() ? "" : "; " + problem.hint();
      ObjectNode result =
          sarif.result(problem.code(), problem.level().word(), problem.message() + hint);
      SarifReport.region(result, problem.file(), problem.line())
          .put("startColumn", problem.column());
    }
    return sarif;
  }
}
