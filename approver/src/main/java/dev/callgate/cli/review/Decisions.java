package dev.callgate.cli.review;

import dev.callgate.approver.api.RequestState;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.Review;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.PeopleWords;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.Verdict;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sends a review and says what became of the request. */
final class Decisions {
  private Decisions() {}

  static HeldRequest decide(
      Surroundings surroundings,
      ReviewerClient client,
      HeldRequest seen,
      Review review,
      SignOption sign)
      throws Failure, InterruptedException {
    if (!seen.isPending()) {
      throw ended(seen);
    }
    requireAllowed(seen, review.verdict());
    HeldRequest decided;
    try {
      ReviewEnvelope signed = sign.sign(client, seen, review);
      decided =
          signed == null ? client.review(seen.id(), review) : client.review(seen.id(), signed);
    } catch (ApproverError e) {
      throw e.isConflict() ? conflict(client, seen, e) : e.toFailure();
    }
    surroundings.say(
        (decided.isPending() ? "still waiting" : decided.state().word())
            + ": "
            + CallWords.shortId(decided.id())
            + " "
            + CallWords.call(decided.request())
            + (decided.isPending() ? ": " + PeopleWords.needed(decided.progress()) : ""));
    return decided;
  }

  private static void requireAllowed(HeldRequest seen, Verdict verdict) throws Failure {
    if (!seen.request().decisions().contains(verdict)) {
      throw new Failure(
          ExitStatus.REFUSED,
          "its rules do not let anybody "
              + verdict.name().toLowerCase(Locale.ROOT)
              + " it: "
              + CallWords.shortId(seen.id())
              + "; they let you "
              + seen.request().decisions().stream()
                  .map(allowed -> allowed.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static Failure conflict(ReviewerClient client, HeldRequest seen, ApproverError error)
      throws Failure, InterruptedException {
    try {
      HeldRequest now = client.request(seen.id());
      return now.isPending() ? error.toFailure() : ended(now);
    } catch (ApproverError e) {
      return e.toFailure();
    }
  }

  private static Failure ended(HeldRequest request) {
    CallDecision decision = request.decision();
    String by =
        decision == null || decision.decidedBy().isEmpty()
            ? ""
            : " by " + String.join(", ", decision.decidedBy());
    return new Failure(
        request.state() == RequestState.EXPIRED ? ExitStatus.EXPIRED : ExitStatus.REFUSED,
        "too late: "
            + CallWords.shortId(request.id())
            + " was "
            + request.state().word()
            + by
            + "; `callgate show "
            + CallWords.shortId(request.id())
            + "` tells how");
  }
}
