package dev.callgate.cli.agents;

import dev.callgate.approver.api.EnrolmentTokenBody;
import dev.callgate.approver.api.EnrolmentTokenCreated;
import dev.callgate.cli.client.AdminClient;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.people.SecretFile;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A token for one JVM. */
@Command(
    name = "token",
    description = {
      "Make an enrolment token that is good for one JVM of one application. It goes into a file"
          + " with mode 0600, for enrolment-token-file of the agent's configuration, and is shown"
          + " nowhere else. Takes an admin's connection file."
    })
final class AgentTokenCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--application",
      paramLabel = "NAME",
      required = true,
      description = "As application: in the agent's configuration.")
  private String application = "";

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description = "How long it is good, such as 10m; at most 7d, the default is 1h.")
  private String ttl = "1h";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the token goes; it must not be there yet.")
  private @Nullable Path out;

  @Mixin private final ConnectionOption connection = new ConnectionOption();

  AgentTokenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Duration time = TimeSpan.parse("--ttl", ttl);
    SecretFile.requireNew(out);
    EnrolmentTokenCreated created;
    try {
      created =
          new AdminClient(connection.client(surroundings))
              .createEnrolmentToken(new EnrolmentTokenBody(application, time.toMillis()));
    } catch (ApproverError e) {
      throw e.toFailure();
    }
    SecretFile.write(created.secret(), Objects.requireNonNull(out), surroundings);
    surroundings.say(
        "good for one JVM of "
            + application
            + " until "
            + Instant.ofEpochMilli(created.token().expiresAtMillis()));
    return 0;
  }
}
