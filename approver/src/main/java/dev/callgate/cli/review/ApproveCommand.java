package dev.callgate.cli.review;

import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.Review;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.Surroundings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says yes to what was shown. */
@Command(name = "approve", description = "Let a held call run with its original arguments.")
public final class ApproveCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final SignOption sign = new SignOption();

  @Parameters(paramLabel = "ID", description = "The request, or the first characters of its id.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the decision.")
  private @Nullable String reason;

  /** Runs there. */
  public ApproveCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReviewerClient client = connection.client(surroundings);
    HeldRequest seen = sign.look(surroundings, client, RequestLookup.find(client, id));
    Decisions.decide(surroundings, client, seen, Review.approve(seen, reason), sign);
    return 0;
  }
}
