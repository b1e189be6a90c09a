package dev.callgate.cli.review;

import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.Review;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.client.VerifiedRequest;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.KeyFiles;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.CallCard;
import dev.callgate.cli.terminal.Style;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.ReviewStatement;
import dev.callgate.protocol.SigningKey;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Signs a review with the reviewer's own key. What is signed is what was shown: the request's exact
 * bytes are fetched, verified and shown, and their digest, made here, goes into the signature. An
 * approver that shows one call and has another one signed gains nothing by it.
 */
public final class SignOption {
  @Option(
      names = "--sign-with",
      paramLabel = "KEYFILE",
      description = {
        "Sign with your own key, made by `callgate trust key`, so that the program itself can"
            + " verify who said it.",
        "Shows the request as the program signed it first."
      })
  private @Nullable Path keyFile;

  /** The request to decide on: where it is going to be signed, verified and shown. */
  HeldRequest look(Surroundings surroundings, ReviewerClient client, HeldRequest told)
      throws Failure, InterruptedException {
    if (keyFile == null) {
      return told;
    }
    try {
      VerifiedRequest own = VerifiedRequest.fetch(client, told.id());
      HeldRequest seen = told.verified(own.request(), own.digest());
      new CallCard(new Style(surroundings.colour()))
          .lines(seen)
          .forEach(surroundings.err()::println);
      return seen;
    } catch (ApproverError e) {
      throw e.toFailure();
    } catch (ProtocolException e) {
      throw new Failure(
          ExitStatus.REFUSED,
          "the approver shows a request that the program did not sign: "
              + told.id()
              + " ("
              + e.getMessage()
              + "); nothing was signed");
    }
  }

  /** The review with its signature; null where it is sent without one. */
  @Nullable ReviewEnvelope sign(ReviewerClient client, HeldRequest seen, Review review)
      throws Failure, ApproverError, InterruptedException {
    if (keyFile == null) {
      return null;
    }
    SigningKey key = KeyFiles.read(keyFile);
    return ReviewEnvelope.sign(
        new ReviewStatement(
            ReviewStatement.VERSION,
            seen.request().requestId(),
            seen.requestDigest(),
            client.name(),
            review.verdict(),
            review.edits(),
            review.response(),
            review.reason(),
            System.currentTimeMillis(),
            review.grant()),
        key);
  }
}
