package dev.callgate.cli.people;

import dev.callgate.cli.client.AdminClient;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.SafeText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Nobody any more. */
@Command(
    name = "remove",
    description = {
      "Take a person out, at once: token, sessions, and reviews of requests that still wait."
    })
final class RemovePersonCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "The person.")
  private String name = "";

  @Mixin private final ConnectionOption connection = new ConnectionOption();

  RemovePersonCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try {
      AdminClient admin = new AdminClient(connection.client(surroundings));
      admin.remove(admin.idOf(name));
    } catch (ApproverError e) {
      throw e.toFailure();
    }
    surroundings.say("removed: " + SafeText.of(name));
    return 0;
  }
}
