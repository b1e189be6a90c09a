package dev.callgate.cli.policy;

import dev.callgate.cli.system.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about policies. */
@Command(
    name = "policy",
    description = "Check, test, explain and scan with policies without running anything.",
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private PolicyCommand() {}

  /** With its commands, which run there. */
  public static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand(new CheckCommand(surroundings))
        .addSubcommand(new TestCommand(surroundings))
        .addSubcommand(new DiffCommand(surroundings))
        .addSubcommand(new ExplainCommand(surroundings))
        .addSubcommand(new ScanCommand(surroundings))
        .addSubcommand(new UpdateCommand(surroundings))
        .addSubcommand(new SchemaCommand(surroundings));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "no command");
    }
  }
}
