package dev.callgate.audit;

import dev.callgate.approver.api.RequestState;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Verdict;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as far as the log has told of it. */
final class LoggedRequest {
  final String jvm;
  final String digest;
  RequestState state = RequestState.PENDING;
  boolean ended;
  // Needed until it is decided; a long log has many that are.
  private @Nullable CallRequest request;
  private @Nullable Map<String, Verdict> said;
  private @Nullable Map<String, GrantTerms> grants;
  // Needed beyond that: later calls are answered by them.
  private @Nullable LoggedGrant grant;
  private @Nullable String rejectedBy;

  LoggedRequest(CallRequest request, String digest) {
    this.jvm = request.jvm();
    this.digest = digest;
    this.request = request;
  }

  /** The request itself while it is pending, then null. */
  @Nullable CallRequest request() {
    return request;
  }

  void said(String reviewer, Verdict verdict) {
    if (said == null) {
      said = new HashMap<>();
    }
    said.put(reviewer.toLowerCase(Locale.ROOT), verdict);
  }

  @Nullable Verdict said(String reviewer) {
    return said == null ? null : said.get(reviewer.toLowerCase(Locale.ROOT));
  }

  /** The same, letting it stand for later calls. */
  void said(String reviewer, Verdict verdict, @Nullable GrantTerms terms) {
    said(reviewer, verdict);
    if (terms != null) {
      grants = grants == null ? new HashMap<>() : grants;
      grants.put(reviewer.toLowerCase(Locale.ROOT), terms);
    } else if (grants != null) {
      grants.remove(reviewer.toLowerCase(Locale.ROOT));
    }
  }

  /** What those who approved let stand for later calls; null for nothing. */
  @Nullable LoggedGrant grant() {
    return grant;
  }

  /** Whether this person rejected it. */
  boolean wasRejectedBy(String reviewer) {
    return reviewer.toLowerCase(Locale.ROOT).equals(rejectedBy);
  }

  void leave(RequestState to) {
    if (to == RequestState.APPROVED && grants != null) {
      grant = new LoggedGrant(digest, grants);
    }
    if (to == RequestState.REJECTED && said != null) {
      for (Map.Entry<String, Verdict> each : said.entrySet()) {
        rejectedBy = each.getValue() == Verdict.REJECT ? each.getKey() : rejectedBy;
      }
    }
    grants = null;
    state = to;
    request = null;
    said = null;
  }
}
