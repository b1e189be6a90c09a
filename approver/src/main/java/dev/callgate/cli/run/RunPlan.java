package dev.callgate.cli.run;

import dev.callgate.cli.serve.DeclaredReviewer;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.TimeSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run whose files were looked for before anything is started.
 *
 * @param policies absolute paths of files that exist
 * @param agentJar the absolute path of a file that exists
 * @param application the name under which reviewers see it
 * @param expires the longest wait, or null
 * @param reviewers who may decide; empty for this user alone
 * @param trust the reviewers' own keys, or null
 * @param command what to run
 */
record RunPlan(
    List<Path> policies,
    Path agentJar,
    String application,
    @Nullable String expires,
    List<DeclaredReviewer> reviewers,
    @Nullable RunTrust trust,
    List<String> command) {

  static RunPlan of(
      RunOptions options,
      List<Path> policies,
      @Nullable String application,
      List<String> command,
      Surroundings surroundings)
      throws Failure {
    List<Path> found = new ArrayList<>();
    for (Path policy : policies) {
      if (!Files.isRegularFile(policy) || !Files.isReadable(policy)) {
        throw Failure.usage("cannot read the policy: " + policy + "; give --policy a file's path");
      }
      found.add(policy.toAbsolutePath().normalize());
    }
    return new RunPlan(
        List.copyOf(found),
        agentJar(options, surroundings),
        application == null || application.isBlank() ? nameOf(command) : application,
        options.expires == null ? null : TimeSpan.checked("--expires", options.expires),
        DeclaredReviewer.parse(options.reviewers),
        RunTrust.of(options),
        List.copyOf(command));
  }

  private static Path agentJar(RunOptions options, Surroundings surroundings) throws Failure {
    Path jar =
        options.agentJar == null
            ? surroundings.home().resolve("agent/target/callgate-agent.jar")
            : options.agentJar.toAbsolutePath();
    if (!Files.isRegularFile(jar)) {
      throw Failure.usage(
          "the agent is not there: "
              + jar
              + "; build it with `mvn -DskipTests package`, or name it with --agent-jar");
    }
    return jar.normalize();
  }

  /** The jar of {@code java -jar} without its ending, or else the program's own name. */
  static String nameOf(List<String> command) {
    int jar = command.indexOf("-jar") + 1;
    Path program = Path.of(command.get(jar > 0 && jar < command.size() ? jar : 0)).getFileName();
    String name = program == null ? "application" : program.toString();
    return name.endsWith(".jar") ? name.substring(0, name.length() - ".jar".length()) : name;
  }
}
