package dev.callgate.cli.people;

import dev.callgate.approver.api.PersonBody;
import dev.callgate.approver.api.PersonChanged;
import dev.callgate.cli.client.AdminClient;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.SafeText;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Somebody new. */
@Command(
    name = "add",
    description = {
      "Add a person. With --out, a new token goes into a connection file with mode 0600 and is"
          + " shown nowhere else.",
      "Without it the person comes in by a passkey or by the identity provider, or not yet."
    })
final class AddPersonCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "Under which reviews are recorded; never changes.")
  private String name = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the person's connection file goes; it must not be there yet.")
  private @Nullable Path out;

  @Mixin private final RolesOption roles = new RolesOption();
  @Mixin private final ConnectionOption connection = new ConnectionOption();

  AddPersonCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (roles.roles().isEmpty()) {
      throw Failure.usage(
          "no role: " + name + " could do nothing; give --role viewer, approver, auditor or admin");
    }
    SecretFile.requireNew(out);
    ReviewerClient client = connection.client(surroundings);
    PersonChanged added;
    try {
      added =
          new AdminClient(client)
              .add(new PersonBody(name, roles.groups(), roles.roles(), out != null));
    } catch (ApproverError e) {
      throw e.toFailure();
    }
    SecretFile.writeConnection(client, added.token(), out, surroundings);
    surroundings.say(
        "added: "
            + SafeText.of(added.person().name())
            + " with the roles "
            + RolesOption.words(added.person().roles()));
    return 0;
  }
}
