package dev.callgate.cli.trust;

import dev.callgate.cli.system.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who reviews, with which keys, signed by root keys that no approver and no program has. */
@Command(
    name = "trust",
    description = "Make, change and look at the root-signed list of whose reviews count.",
    synopsisSubcommandLabel = "COMMAND")
public final class TrustCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private TrustCommand() {}

  /** With its commands, which run there. */
  public static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new TrustCommand())
        .addSubcommand(new KeyCommand(surroundings))
        .addSubcommand(new InitCommand(surroundings))
        .addSubcommand(new AddReviewerCommand(surroundings))
        .addSubcommand(new RemoveReviewerCommand(surroundings))
        .addSubcommand(new RotateCommand(surroundings))
        .addSubcommand(new SignCommand(surroundings))
        .addSubcommand(new ShowCommand(surroundings))
        .addSubcommand(new VerifyCommand(surroundings));
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "no command");
    }
  }
}
