package dev.callgate.agent.gate;

import dev.callgate.agent.value.Snapshot;
import dev.callgate.policy.ArgumentPart;
import dev.callgate.policy.GrantLimits;
import dev.callgate.protocol.CanonicalForm;
import dev.callgate.protocol.Repeats;
import dev.callgate.protocol.Repeats.Bound;
import dev.callgate.protocol.Repeats.GrantOffer;
import dev.callgate.protocol.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says by what the same call is known when it comes again, and how far a yes to it may stand for
 * later ones. It says so to the approver: nothing of a yes is kept in this JVM. Immutable.
 */
final class Repetition {
  /** More than that nobody reads before they agree to it in advance. */
  private static final int LONGEST_BOUND = 2000;

  // Drawn at each start and known to nobody else: redacted arguments of few possibilities cannot be
  // guessed from what is made with it.
  private final byte[] secret = CanonicalForm.newSalt();

  Repeats of(ArrivingCall call) {
    return new Repeats(
        likeness(call), call.rules().coolDown().toMillis(), offer(call, call.rules().grant()));
  }

  private String likeness(ArrivingCall call) {
    CanonicalForm form = new CanonicalForm(secret);
    form.open("call", 6);
    text(form, call.point().className() + "#" + call.point().key());
    Object receiver = call.receiver();
    if (receiver == null) {
      form.nothing();
    } else {
      form.opaque(
          receiver.getClass().getName(), Integer.toString(System.identityHashCode(receiver)));
    }
    text(form, String.join(" ", call.rules().ids()));
    text(form, String.valueOf(call.requester()));
    text(form, caller(call.site()));
    text(form, call.snapshot().digest(secret));
    return form.digest();
  }

  private static void text(CanonicalForm form, String text) {
    form.scalar("text", text);
  }

  /** Which method makes the call: the first frame that reviewers see, without its line. */
  static String caller(CallSite site) {
    if (site.frames().isEmpty()) {
      return "";
    }
    String frame = site.frames().get(0);
    int end = frame.indexOf('(');
    return end < 0 ? frame : frame.substring(0, end);
  }

  /** Null where the rules let nobody grant, or where a reviewer would not see what they bind. */
  private static @Nullable GrantOffer offer(ArrivingCall call, @Nullable GrantLimits limits) {
    if (limits == null || !call.rules().verdicts().contains(Verdict.APPROVE)) {
      return null;
    }
    Snapshot snapshot = call.snapshot();
    List<ArgumentPart> parts = call.rules().grantParts();
    List<Bound> bound = new ArrayList<>(parts.size());
    List<String> names = call.rules().parameterNames();
    for (ArgumentPart part : parts) {
      if (!call.rules().isShownWholly(part) || !snapshot.isTold(part)) {
        return null;
      }
      String display = snapshot.display(part);
      if (display.length() > LONGEST_BOUND || display.contains(AppliedRules.HIDDEN)) {
        return null;
      }
      bound.add(new Bound(part.path().after(names.get(part.index())), display));
    }
    return new GrantOffer(
        limits.maxUses(),
        limits.maxDuration().toMillis(),
        bound,
        snapshot.digestOf(parts),
        caller(call.site()));
  }
}
