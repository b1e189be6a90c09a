package dev.callgate.audit;

import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.GrantUse;
import dev.callgate.protocol.ProtocolException;
import java.util.Locale;
import java.util.Map;

/** What people agreed to in advance, as far as the log has told of it. */
final class LoggedGrant {
  private final String digest;
  private final Map<String, GrantTerms> by;
  private boolean given;
  private boolean revoked;
  private int used;

  /**
   * @param digest of the request at which it was given
   * @param by what each of those who approved that signed or sent, by name
   */
  LoggedGrant(String digest, Map<String, GrantTerms> by) {
    this.digest = digest;
    this.by = by;
  }

  void give() throws ProtocolException {
    require(!given, "is given twice");
    given = true;
  }

  void revoke() throws ProtocolException {
    require(given && !revoked, "is taken back, and was not standing");
    revoked = true;
  }

  /** Whether the decision is a use of it that it lets through then. */
  void use(GrantUse use, CallRequest request, CallDecision decision, long atMillis)
      throws ProtocolException {
    GrantTerms terms = use.terms();
    require(given, "was never given");
    require(!revoked, "was taken back before");
    require(digest.equals(use.requestDigest()), "was given at another request");
    require(request.repeats().grant() != null, "is used for a call that nobody can grant");
    require(GrantTerms.scope(request).equals(terms.scope()), "is about other calls");
    require(atMillis <= terms.untilMillis(), "was over before");
    require(use.use() == used + 1 && use.use() <= terms.uses(), "has no such use left");
    for (CountedReview review : decision.reviews()) {
      require(
          terms.equals(by.get(review.reviewer().toLowerCase(Locale.ROOT))),
          "was not given so by " + review.reviewer());
    }
    used++;
  }

  private static void require(boolean holds, String otherwise) throws ProtocolException {
    if (!holds) {
      throw new ProtocolException("the grant " + otherwise);
    }
  }
}
