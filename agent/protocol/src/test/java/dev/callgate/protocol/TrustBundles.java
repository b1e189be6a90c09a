package dev.callgate.protocol;

import java.util.List;

/** Trust bundles for tests. */
final class TrustBundles {
  private TrustBundles() {}

  static TrustBundle of(SigningKey root, TrustedReviewer... reviewers) {
    return new TrustBundle(
        TrustBundle.VERSION,
        7,
        1000,
        2000,
        List.of(root.publicKey().toString()),
        1,
        List.of(),
        List.of(),
        List.of(reviewers));
  }

  static Envelope signed(TrustBundle bundle, SigningKey... roots) throws ProtocolException {
    Envelope envelope = Envelope.sign(PayloadType.TRUST, Json.write(bundle), roots[0]);
    for (SigningKey root : roots) {
      envelope = envelope.signedBesides(PayloadType.TRUST, root);
    }
    return envelope;
  }
}
