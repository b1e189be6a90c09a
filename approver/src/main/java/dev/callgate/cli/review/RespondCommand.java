package dev.callgate.cli.review;

import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.Review;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.ArgumentValue;
import dev.callgate.protocol.ProtocolException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Answers in the method's place. */
@Command(
    name = "respond",
    description = "Return an answer to the caller without running the held call.")
public final class RespondCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final SignOption sign = new SignOption();

  @Parameters(paramLabel = "ID", description = "The request, or the first characters of its id.")
  private String id = "";

  @Option(
      names = "--answer",
      paramLabel = "VALUE",
      required = true,
      description = "What the call returns: text as it is where it returns text, otherwise JSON.")
  private String answer = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the decision.")
  private @Nullable String reason;

  /** Runs there. */
  public RespondCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReviewerClient client = connection.client(surroundings);
    HeldRequest seen = sign.look(surroundings, client, RequestLookup.find(client, id));
    Decisions.decide(surroundings, client, seen, Review.respond(seen, value(seen), reason), sign);
    return 0;
  }

  private JsonNode value(HeldRequest seen) throws Failure {
    try {
      return ArgumentValue.parse(seen.request().method().returnType(), answer);
    } catch (ProtocolException e) {
      throw Failure.usage("not an answer of the method: --answer; " + e.getMessage());
    }
  }
}
