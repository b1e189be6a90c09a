package dev.callgate.cli.run;

import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.terminal.CallWords;
import org.jspecify.annotations.Nullable;

/** Nobody decides here: calls expire, unless somebody decides them elsewhere. */
final class AbsentReviewer implements HeldCalls.Reviewer {
  private final RunVoice voice;
  private @Nullable String advice;

  /** {@code advice} is given once, at the first call; null for none. */
  AbsentReviewer(RunVoice voice, @Nullable String advice) {
    this.voice = voice;
    this.advice = advice;
  }

  @Override
  public void held(HeldRequest request) {
    voice.held(request);
    if (advice != null) {
      voice.say(advice + " (this one is " + CallWords.shortId(request.id()) + ")");
      advice = null;
    }
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
