package dev.callgate.cli.review;

import dev.callgate.cli.client.Connection;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which approver, and in whose name. */
public final class ConnectionOption {
  private static final String DEFAULT = "callgate-data/reviewer.yaml";

  @Option(
      names = "--connection",
      paramLabel = "FILE",
      description = {
        "The connection file that the approver wrote for you.",
        "Default: CALLGATE_CONNECTION, then " + DEFAULT + "."
      })
  private @Nullable Path file;

  /** Connects at the first question. */
  public ReviewerClient client(Surroundings surroundings) throws Failure {
    return new ReviewerClient(Connection.read(file(surroundings)));
  }

  private Path file(Surroundings surroundings) {
    if (file != null) {
      return file;
    }
    String named = surroundings.environment().getOrDefault("CALLGATE_CONNECTION", "");
    return Path.of(named.isEmpty() ? DEFAULT : named);
  }
}
