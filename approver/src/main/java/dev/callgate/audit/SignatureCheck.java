package dev.callgate.audit;

import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.VerificationKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature that is still to be verified: the slow part, which several processors share.
 *
 * @param index the entry's
 * @param kind the entry's type
 * @param envelope what is signed
 * @param type what it has to be
 * @param keys one of them has to have signed it
 * @param whose in words
 */
record SignatureCheck(
    long index,
    String kind,
    Envelope envelope,
    PayloadType type,
    List<VerificationKey> keys,
    String whose) {

  /** Null when it verifies. */
  @Nullable Finding find() {
    String why = "";
    for (VerificationKey key : keys) {
      try {
        envelope.verify(type, key);
        return null;
      } catch (ProtocolException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    return new Finding(index, kind, "not signed by " + whose + ": " + why);
  }
}
