package dev.callgate.cli.tokens;

import dev.callgate.cli.system.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about API tokens. */
@Command(
    name = "tokens",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Make tokens for programs: never more than you may, for at most 90 days, and never for what"
          + " wants people's own signatures."
    })
public final class TokensCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private TokensCommand() {}

  /** With its commands, which run there. */
  public static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new TokensCommand())
        .addSubcommand(new ListTokensCommand(surroundings))
        .addSubcommand(new CreateTokenCommand(surroundings))
        .addSubcommand(new RevokeTokenCommand(surroundings));
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "no command");
    }
  }
}
