package dev.callgate.audit;

import dev.callgate.approver.api.RequestState;
import dev.callgate.protocol.CallRequest;
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

  void leave(RequestState to) {
    state = to;
    request = null;
    said = null;
  }
}
