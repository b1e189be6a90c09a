package dev.callgate.cli.people;

import dev.callgate.approver.api.PersonBody;
import dev.callgate.approver.api.PersonChanged;
import dev.callgate.cli.client.AdminClient;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.SafeText;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Other roles and groups. */
@Command(
    name = "roles",
    description = {
      "Put a person into exactly these roles and groups; what is not named is taken away.",
      "With --out the person gets a new token besides, and the one before ends."
    })
final class RolesCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "The person.")
  private String name = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where a new connection file goes; it must not be there yet.")
  private @Nullable Path out;

  @Mixin private final RolesOption roles = new RolesOption();
  @Mixin private final ConnectionOption connection = new ConnectionOption();

  RolesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    SecretFile.requireNew(out);
    ReviewerClient client = connection.client(surroundings);
    PersonChanged changed;
    try {
      AdminClient admin = new AdminClient(client);
      changed =
          admin.change(
              admin.idOf(name), new PersonBody(name, roles.groups(), roles.roles(), out != null));
    } catch (ApproverError e) {
      throw e.toFailure();
    }
    SecretFile.writeConnection(client, changed.token(), out, surroundings);
    surroundings.say(
        SafeText.of(name) + " has the roles " + RolesOption.words(changed.person().roles()));
    return 0;
  }
}
