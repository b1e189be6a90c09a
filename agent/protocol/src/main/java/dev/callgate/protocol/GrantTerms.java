package dev.callgate.protocol;

import dev.callgate.protocol.Repeats.Bound;
import dev.callgate.protocol.Repeats.GrantOffer;
import java.util.Objects;

/**
 * What a person's yes stands for besides the call that they were shown. Part of what they sign.
 *
 * @param scope which calls, {@link #scope(CallRequest)}
 * @param uses how many of them
 * @param untilMillis until when, epoch milliseconds on the approver's clock
 */
public record GrantTerms(String scope, int uses, long untilMillis) {

  /**
   * Which calls a grant for this one is about: those of the same program and environment under the
   * same policies, of the same method on the same class, held by the same rules with the same
   * demands, from the same place, for the same person, with the same values of what is bound.
   * Whoever holds a request makes it for themselves: nobody else's word counts for it.
   *
   * @throws IllegalArgumentException when the request offers no grant
   */
  public static String scope(CallRequest request) {
    GrantOffer offer = request.repeats().grant();
    if (offer == null) {
      throw new IllegalArgumentException("the request offers no grant");
    }
    CanonicalForm form = new CanonicalForm(new byte[0]);
    form.open("grant", 10);
    text(form, request.application());
    text(form, Objects.requireNonNullElse(request.environment(), ""));
    text(form, request.ruleSetDigest());
    text(form, request.method().key());
    text(form, Objects.requireNonNullElse(request.receiver(), ""));
    text(form, offer.caller());
    text(form, request.requester() == null ? "" : Quorum.identity(request.requester()));
    form.open("rules", request.rules().size());
    for (AppliedRule rule : request.rules()) {
      text(form, rule.id());
    }
    // As the JVM has them: whoever changes who has to agree changes what was agreed to.
    form.bytes("demands", Json.write(request.demands()));
    form.open("bound", 2 * offer.bound().size() + 1);
    for (Bound bound : offer.bound()) {
      text(form, bound.name());
      text(form, bound.display());
    }
    text(form, offer.boundDigest());
    return form.digest();
  }

  private static void text(CanonicalForm form, String text) {
    form.scalar("text", text);
  }
}
