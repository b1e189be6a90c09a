package dev.callgate.cli.run;

import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.Review;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.protocol.Verdict;
import java.util.Locale;

/** Gives every call the same answer at once, for scripts. */
final class AutomaticReviewer implements HeldCalls.Reviewer {
  private static final String REASON = "no person was asked";

  private final ReviewerClient client;
  private final Verdict verdict;
  private final RunVoice voice;

  AutomaticReviewer(ReviewerClient client, Verdict verdict, RunVoice voice) {
    this.client = client;
    this.verdict = verdict;
    this.voice = voice;
  }

  @Override
  public void held(HeldRequest request) throws Failure, InterruptedException {
    voice.held(request);
    if (!request.request().decisions().contains(verdict)) {
      voice.say(
          "cannot "
              + verdict.name().toLowerCase(Locale.ROOT)
              + ": "
              + CallWords.call(request.request())
              + "; its rules do not allow it, so it waits until it expires");
      return;
    }
    Review review =
        verdict == Verdict.APPROVE
            ? Review.approve(request, REASON)
            : Review.reject(request, REASON);
    try {
      voice.ended(client.review(request.id(), review));
    } catch (ApproverError e) {
      // The clock or a second terminal was faster; the next event says how it ended.
      voice.say(SafeText.of(String.valueOf(e.toFailure().getMessage())));
    }
  }

  @Override
  public void ended(HeldRequest request) {
    voice.ended(request);
  }

  @Override
  public void approverLost(Failure why) {
    voice.lost(why);
  }
}
