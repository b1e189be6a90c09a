package dev.callgate.cli.tokens;

import dev.callgate.approver.api.TokenSummary;
import dev.callgate.cli.client.AdminClient;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.protocol.Ids;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** No token any more. */
@Command(
    name = "revoke",
    description = {"Revoke a token, at once."})
final class RevokeTokenCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "ID", description = "As `tokens list` has it.")
  private String id = "";

  @Mixin private final ConnectionOption connection = new ConnectionOption();

  RevokeTokenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (!Ids.isWellFormed(id)) {
      throw Failure.usage("not a token's id: " + id + "; `callgate tokens list` has them");
    }
    TokenSummary revoked;
    try {
      revoked = new AdminClient(connection.client(surroundings)).revokeToken(id);
    } catch (ApproverError e) {
      throw e.toFailure();
    }
    surroundings.say(
        "revoked: " + SafeText.of(revoked.name()) + " of " + SafeText.of(revoked.person()));
    return 0;
  }
}
