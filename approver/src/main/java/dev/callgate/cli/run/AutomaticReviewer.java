package dev.callgate.cli.run;

import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.Review;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.PeopleWords;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.protocol.Verdict;
import java.util.List;
import java.util.Locale;

/** Gives every call the same answer at once, for scripts. */
final class AutomaticReviewer implements HeldCalls.Reviewer {
  private static final String REASON = "no person was asked";

  private final List<ReviewerClient> everybody;
  private final Verdict verdict;
  private final RunVoice voice;

  /** Speaks for {@code everybody} who may decide in this run, one after the other. */
  AutomaticReviewer(List<ReviewerClient> everybody, Verdict verdict, RunVoice voice) {
    this.everybody = everybody;
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
    HeldRequest now = request;
    String refused = "";
    for (ReviewerClient each : everybody) {
      try {
        now = each.review(request.id(), review);
        refused = "";
      } catch (ApproverError e) {
        // One person has no say in it, or the clock or a second terminal was faster.
        refused = SafeText.of(String.valueOf(e.toFailure().getMessage()));
      }
      if (!now.isPending()) {
        voice.ended(now);
        return;
      }
    }
    voice.say(
        "cannot "
            + verdict.name().toLowerCase(Locale.ROOT)
            + ": "
            + CallWords.call(request.request())
            + ": "
            + (refused.isEmpty()
                ? PeopleWords.needed(now.progress())
                    + "; declare them with --reviewer NAME:GROUP; it waits until it expires"
                : refused));
  }

  @Override
  public void agreed(HeldRequest request) {
    voice.waits(request);
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
