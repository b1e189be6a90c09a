package dev.callgate.cli.grants;

import dev.callgate.cli.system.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The yeses that stand for later calls. */
@Command(
    name = "grants",
    description = "List, show and take back grants: approvals that stand for later calls.",
    synopsisSubcommandLabel = "COMMAND")
public final class GrantsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private GrantsCommand() {}

  /** With its commands, which run there. */
  public static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new GrantsCommand())
        .addSubcommand(new ListCommand(surroundings))
        .addSubcommand(new ShowCommand(surroundings))
        .addSubcommand(new RevokeCommand(surroundings));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "no command");
    }
  }
}
