package dev.callgate.cli.agents;

import dev.callgate.cli.client.AdminClient;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.KnownAgent;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A JVM that asks no more. */
@Command(
    name = "revoke",
    description = {
      "Turn a JVM away, at once: the calls that it holds are refused there, and every later one."
          + " Takes an admin's connection file."
    })
final class RevokeAgentCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "JVM", description = "Its id, or the beginning of it.")
  private String jvm = "";

  @Mixin private final ConnectionOption connection = new ConnectionOption();

  RevokeAgentCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReviewerClient client = connection.client(surroundings);
    try {
      String id = idOf(client);
      new AdminClient(client).revokeAgent(id);
      surroundings.say("revoked: " + id);
    } catch (ApproverError e) {
      throw e.toFailure();
    }
    return 0;
  }

  private String idOf(ReviewerClient client) throws Failure, ApproverError, InterruptedException {
    String start = jvm.toLowerCase(Locale.ROOT);
    List<String> ids =
        client.agents().stream()
            .map(KnownAgent::summary)
            .map(summary -> summary.jvm())
            .filter(id -> id.startsWith(start))
            .toList();
    if (ids.size() == 1 && !start.isEmpty()) {
      return ids.get(0);
    }
    throw new Failure(
        ExitStatus.REFUSED,
        (ids.isEmpty() ? "no such JVM: " : "not one JVM but " + ids.size() + ": ")
            + jvm
            + "; `callgate agents` lists them");
  }
}
