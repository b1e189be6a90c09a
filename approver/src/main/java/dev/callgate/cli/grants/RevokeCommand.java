package dev.callgate.cli.grants;

import dev.callgate.approver.api.GrantSummary;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.KnownGrant;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.CallWords;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a grant back. */
@Command(
    name = "revoke",
    description = {
      "Take a grant back, for every JVM at once: the next such call is asked about again.",
      "Calls that it let through already run on."
    })
public final class RevokeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();

  @Parameters(paramLabel = "ID", description = "The grant, or the first characters of its id.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit log.")
  private @Nullable String reason;

  /** Runs there. */
  public RevokeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReviewerClient client = connection.client(surroundings);
    KnownGrant found = GrantLookup.find(client, id);
    try {
      GrantSummary summary = client.revoke(found.summary().id(), reason).summary();
      surroundings.say(
          "revoked: grant "
              + CallWords.shortId(summary.id())
              + " after "
              + summary.used()
              + " of "
              + summary.uses()
              + " uses");
    } catch (ApproverError e) {
      throw e.toFailure();
    }
    return 0;
  }
}
