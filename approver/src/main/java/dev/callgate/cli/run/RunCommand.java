package dev.callgate.cli.run;

import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs any program with the agent, and asks about each held call. */
@Command(
    name = "run",
    description = {
      "Run a program with the agent and an approver of its own, and ask about each held call.",
      "Exits with the program's status; 127 when it could not be started."
    })
public final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final RunOptions options = new RunOptions();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "A policy; may be given again. Without any, @Irreversible methods are held.")
  private List<Path> policies = new ArrayList<>();

  @Option(
      names = "--application",
      paramLabel = "NAME",
      description = "How reviewers see it. Default: the name of the jar or of the program.")
  private @Nullable String application;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The program and its arguments, after --.")
  private List<String> command = new ArrayList<>();

  /** Runs there. */
  public RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    RunPlan plan = RunPlan.of(options, policies, application, command, surroundings);
    try (Terminal terminal = Terminal.controlling()) {
      return new Run(plan, options, surroundings, terminal).toEnd();
    }
  }
}
