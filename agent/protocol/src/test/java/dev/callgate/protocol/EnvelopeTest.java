package dev.callgate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private final SigningKey key = SigningKey.generate();
  private final byte[] payload = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

  @Test
  void handsOutThePayloadThatWasSigned() throws Exception {
    Envelope read = Envelope.parse(Envelope.sign(PayloadType.DECISION, payload, key).toJson());

    assertThat(read.verify(PayloadType.DECISION, key.publicKey())).isEqualTo(payload);
  }

  @Test
  void refusesAnotherKind() throws Exception {
    Envelope read = Envelope.parse(Envelope.sign(PayloadType.REQUEST, payload, key).toJson());

    assertThatThrownBy(() -> read.verify(PayloadType.DECISION, key.publicKey()))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("expected application/vnd.callgate.decision.v1+json");
  }

  @Test
  void refusesAnotherKey() {
    Envelope signed = Envelope.sign(PayloadType.DECISION, payload, key);

    assertThatThrownBy(() -> signed.verify(PayloadType.DECISION, SigningKey.generate().publicKey()))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("verifies");
  }

  @Test
  void refusesEveryChangedBitOfThePayload() throws Exception {
    for (int bit = 0; bit < payload.length * 8; bit++) {
      byte[] changed = payload.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      String json =
          new String(
                  Envelope.sign(PayloadType.DECISION, payload, key).toJson(),
                  StandardCharsets.UTF_8)
              .replace(base64(payload), base64(changed));
      Envelope read = Envelope.parse(json.getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> read.verify(PayloadType.DECISION, key.publicKey()))
          .isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void readsItsOwnPublicKeyBack() throws Exception {
    assertThat(VerificationKey.parse(key.publicKey().toString())).isEqualTo(key.publicKey());
    assertThat(SigningKey.fromPem(key.toPem()).publicKey()).isEqualTo(key.publicKey());
  }

  @Test
  void refusesKeysThatAreNone() {
    assertThatThrownBy(() -> VerificationKey.parse("rsa:abc"))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> VerificationKey.parse("ed25519:abc"))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> VerificationKey.parse("ed25519:***"))
        .isInstanceOf(ProtocolException.class);
    String halves =
        key.toPem()
            .replace(key.publicKey().toString(), SigningKey.generate().publicKey().toString());
    assertThatThrownBy(() -> SigningKey.fromPem(halves))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("do not belong together");
  }

  private static String base64(byte[] bytes) {
    return java.util.Base64.getEncoder().encodeToString(bytes);
  }
}
