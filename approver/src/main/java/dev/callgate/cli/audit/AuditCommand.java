package dev.callgate.cli.audit;

import dev.callgate.cli.system.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about the audit log. */
@Command(
    name = "audit",
    description = "Look at the audit log, export it, and verify an export offline.",
    synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private AuditCommand() {}

  /** With its commands, which run there. */
  public static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new TailCommand(surroundings))
        .addSubcommand(new ExportCommand(surroundings))
        .addSubcommand(new VerifyCommand(surroundings));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "no command");
    }
  }
}
