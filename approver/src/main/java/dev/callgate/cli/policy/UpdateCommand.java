package dev.callgate.cli.policy;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.Problem;
import dev.callgate.policy.Problems;
import dev.callgate.policy.include.LockFile;
import dev.callgate.policy.read.PolicyReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes down what every file and pack of the policies holds now. */
@Command(
    name = "update",
    description = {
      "Write callgate.lock beside each policy: what its files and packs hold now.",
      "From then on the agent starts with nothing else. Writes nothing when a policy is wrong."
    })
public final class UpdateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final PoliciesOption policies = new PoliciesOption();

  /** Runs there. */
  public UpdateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Problems problems = new Problems();
    Map<File, String> locks = LockFile.texts(policies.sources(), problems);
    List<Problem> wrong = new ArrayList<>(problems.inOrder());
    if (wrong.isEmpty()) {
      try {
        PolicyReader.read(policies.sources(), null);
      } catch (PolicyException e) {
        // a lock file that does not fit is what this command is for
        e.problems().stream().filter(problem -> !ofLock(problem)).forEach(wrong::add);
      }
    }
    wrong.removeIf(problem -> !problem.isError());
    wrong.forEach(problem -> surroundings.out().println(SafeText.of(problem.toLine())));
    if (!wrong.isEmpty()) {
      return ExitStatus.REFUSED.code();
    }
    for (Map.Entry<File, String> lock : locks.entrySet()) {
      Files.writeString(lock.getKey().toPath(), lock.getValue());
      surroundings.say("wrote " + SafeText.of(lock.getKey().getPath()));
    }
    return ExitStatus.OK.code();
  }

  private static boolean ofLock(Problem problem) {
    return new File(problem.file()).getName().equals(LockFile.NAME);
  }
}
