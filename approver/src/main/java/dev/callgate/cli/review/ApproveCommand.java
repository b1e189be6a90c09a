package dev.callgate.cli.review;

import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.Review;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.protocol.GrantTerms;
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
  @Mixin private final GrantOption grant = new GrantOption();

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
    GrantTerms terms = grant.terms(surroundings, seen);
    Review review =
        terms == null ? Review.approve(seen, reason) : Review.grant(seen, terms, reason);
    Decisions.decide(surroundings, client, seen, review, sign);
    return 0;
  }
}
