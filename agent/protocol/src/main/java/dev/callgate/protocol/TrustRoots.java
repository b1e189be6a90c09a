package dev.callgate.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The pinned keys that a trust bundle has to be signed with. Immutable.
 *
 * @param keys all different
 * @param threshold how many of them have to have signed, 1 to their number
 */
public record TrustRoots(List<VerificationKey> keys, int threshold) {
  /** Refuses a threshold that cannot be met, or that nothing would meet. */
  public TrustRoots {
    keys = List.copyOf(keys);
    if (threshold < 1 || threshold > keys.size() || new HashSet<>(keys).size() != keys.size()) {
      throw new IllegalArgumentException(
          "a threshold of " + threshold + " for " + keys.size() + " different roots");
    }
  }

  /**
   * Reads the written forms.
   *
   * @throws ProtocolException when one is no key
   */
  public static TrustRoots parse(List<String> keys, int threshold) throws ProtocolException {
    List<VerificationKey> parsed = new ArrayList<>(keys.size());
    for (String key : keys) {
      parsed.add(VerificationKey.parse(key));
    }
    if (threshold < 1 || threshold > keys.size() || new HashSet<>(parsed).size() != keys.size()) {
      throw new ProtocolException(
          "a threshold of " + threshold + " for " + keys.size() + " roots, or a root twice");
    }
    return new TrustRoots(parsed, threshold);
  }

  /**
   * The bundle in {@code envelope}, once enough of these keys have signed it. Its time is the
   * caller's to look at.
   *
   * @throws ProtocolException when too few have, or it is not a whole bundle
   */
  public TrustBundle verify(Envelope envelope) throws ProtocolException {
    int signed = envelope.signers(PayloadType.TRUST, keys).size();
    if (signed < threshold) {
      throw new ProtocolException(
          "the trust bundle is signed by "
              + signed
              + " of the pinned roots, and "
              + threshold
              + " have to");
    }
    return TrustBundle.read(envelope.unverifiedPayload());
  }
}
