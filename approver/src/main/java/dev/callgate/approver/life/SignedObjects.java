package dev.callgate.approver.life;

import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.VerificationKey;
import org.jspecify.annotations.Nullable;

/** Opens what came from outside: verify first, then parse, then look for holes. */
final class SignedObjects {
  private static final int LONGEST_TEXT = 10_000;
  private static final String SENDER = "update the agent or the approver so that both match";

  private SignedObjects() {}

  static Envelope envelope(byte[] body) throws Refusal {
    try {
      return Envelope.parse(body);
    } catch (ProtocolException e) {
      throw malformed(e.getMessage());
    }
  }

  static <T> T open(Envelope envelope, PayloadType kind, VerificationKey key, Class<T> type)
      throws Refusal {
    byte[] payload;
    try {
      payload = envelope.verify(kind, key);
    } catch (ProtocolException e) {
      throw new Refusal(
          Code.UNVERIFIED,
          "the envelope does not verify: " + e.getMessage(),
          "sign with the key that this JVM enrolled");
    }
    return read(payload, type);
  }

  static <T> T read(byte[] payload, Class<T> type) throws Refusal {
    try {
      return Json.read(payload, type);
    } catch (ProtocolException e) {
      throw malformed(e.getMessage());
    }
  }

  static VerificationKey key(String written) throws Refusal {
    try {
      return VerificationKey.parse(written);
    } catch (ProtocolException e) {
      throw malformed(e.getMessage());
    }
  }

  /** JSON can say null where Java may not: the parser lets it pass, this does not. */
  static <T> T present(@Nullable T value, String field) throws Refusal {
    if (value == null) {
      throw malformed(field + " is null");
    }
    return value;
  }

  /** Text that every database keeps as it is, and every terminal and page can show. */
  static void requireText(@Nullable String value, String field) throws Refusal {
    if (value == null) {
      return;
    }
    require(value.length() <= LONGEST_TEXT, field + " is longer than " + LONGEST_TEXT);
    require(
        value
            .codePoints()
            .noneMatch(
                c ->
                    (c < ' ' && c != '\n' && c != '\r' && c != '\t')
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)),
        field + " has a control character or half a character in it");
  }

  /** The same for text that has to be there. */
  static void presentText(@Nullable String value, String field) throws Refusal {
    requireText(present(value, field), field);
  }

  static void require(boolean holds, String otherwise) throws Refusal {
    if (!holds) {
      throw malformed(otherwise);
    }
  }

  static Refusal malformed(@Nullable String what) {
    return new Refusal(Code.MALFORMED, what == null ? "not readable" : what, SENDER);
  }
}
