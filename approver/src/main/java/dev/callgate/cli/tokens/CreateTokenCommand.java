package dev.callgate.cli.tokens;

import dev.callgate.approver.api.Role;
import dev.callgate.approver.api.TokenBody;
import dev.callgate.approver.api.TokenCreated;
import dev.callgate.cli.client.AdminClient;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.people.RolesOption;
import dev.callgate.cli.people.SecretFile;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A token for a program. */
@Command(
    name = "create",
    description = {
      "Make a token of yours for a program. It goes into a connection file with mode 0600 and is"
          + " shown nowhere else."
    })
final class CreateTokenCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "What it is for.")
  private String name = "";

  @Option(
      names = "--scope",
      paramLabel = "ROLE",
      split = ",",
      required = true,
      description = "Some of your own roles; may be given again.")
  private List<Role> scopes = new ArrayList<>();

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "How long it is good, such as 12h or 30d; at most 90d, the default is 30d.")
  private String expires = "30d";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the connection file goes; it must not be there yet.")
  private @Nullable Path out;

  @Mixin private final ConnectionOption connection = new ConnectionOption();

  CreateTokenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Duration time = TimeSpan.parse("--expires", expires);
    SecretFile.requireNew(out);
    ReviewerClient client = connection.client(surroundings);
    TokenCreated created;
    try {
      created = new AdminClient(client).createToken(new TokenBody(name, scopes, time.toMillis()));
    } catch (ApproverError e) {
      throw e.toFailure();
    }
    SecretFile.writeConnection(client, created.secret(), out, surroundings);
    surroundings.say(
        "made: "
            + created.token().id()
            + ", good for "
            + RolesOption.words(created.token().scopes())
            + " until "
            + Instant.ofEpochMilli(created.token().expiresAtMillis()));
    return 0;
  }
}
