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

/** Reads policies as the agent would at its start, and writes a line for everything wrong. */
@Command(
    name = "check",
    description = {
      "Read policies as the agent would, and write a line for everything that is wrong.",
      "Exits with 1 when anything is."
    })
public final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final OutputOption output = new OutputOption();

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
      found = read.rules().size() + " rules, nothing wrong: " + read.digest();
    } catch (PolicyException e) {
      problems.addAll(e.problems());
    }
    if (output.isJson()) {
      output.write(surroundings, Json.mapper().valueToTree(problems));
    } else {
      problems.forEach(problem -> surroundings.out().println(SafeText.of(problem.toLine())));
    }
    if (problems.isEmpty()) {
      if (environment != null) {
        notes.forEach(note -> surroundings.say(SafeText.of(note.toLine())));
      }
      surroundings.say(found);
      return ExitStatus.OK.code();
    }
    return ExitStatus.REFUSED.code();
  }
}
