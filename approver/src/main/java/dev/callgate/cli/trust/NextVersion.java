package dev.callgate.cli.trust;

import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.TrustedReviewer;
import java.util.List;

/** Versions count up by one. */
final class NextVersion {
  private NextVersion() {}

  /** The same with other reviewers; its time stays as it was. */
  static TrustBundle of(TrustBundle before, List<TrustedReviewer> reviewers) {
    return new TrustBundle(
        TrustBundle.VERSION,
        before.version() + 1,
        before.notBeforeMillis(),
        before.notAfterMillis(),
        before.roots(),
        before.threshold(),
        before.approverKeys(),
        before.logKeys(),
        reviewers);
  }
}
