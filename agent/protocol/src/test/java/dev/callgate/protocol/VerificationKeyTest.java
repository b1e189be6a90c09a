package dev.callgate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeyTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void genuineKeyIsReadAndWrittenBack() throws Exception {
    String text = SigningKey.generate().publicKey().toString();

    assertThat(VerificationKey.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"
      })
  void pointOfSmallOrderIsNoKey(String bytes) {
    assertThatThrownBy(() -> VerificationKey.parse(written(HEX.parseHex(bytes))))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("not a public key: a point of small order, for which anybody can sign");
  }

  @Test
  void anybodyCouldSignForSuchAKey() throws Exception {
    byte[] neutral = new byte[32];
    neutral[0] = 1;
    // The base point and the number 1: no private key was needed.
    byte[] signature = new byte[64];
    java.util.Arrays.fill(signature, 0, 32, (byte) 0x66);
    signature[0] = 0x58;
    signature[32] = 1;

    assertThat(
            Ed25519.verifies(neutral, Ed25519.decode(neutral), null, new byte[] {1, 2}, signature))
        .isTrue();
    assertThat(SigningKey.generate().publicKey().verifies(new byte[] {1, 2}, signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // y = p + 1, which is 1 again; y = p, which is 0 again; x = 0 with a sign
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0100000000000000000000000000000000000000000000000000000000000080"
      })
  void secondWayToWriteAPointIsNoKey(String bytes) {
    assertThatThrownBy(() -> VerificationKey.parse(written(HEX.parseHex(bytes))))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("no point on the curve");
  }

  @Test
  void secondWayToWriteTheBytesIsNoKey() throws Exception {
    // The last of the 43 characters carries four bits, and two that mean nothing.
    String text = SigningKey.generate().publicKey().toString();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char last = text.charAt(text.length() - 1);
    String same =
        text.substring(0, text.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);

    assertThatThrownBy(() -> VerificationKey.parse(same))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(text);
    assertThatThrownBy(() -> VerificationKey.parse(text + "="))
        .isInstanceOf(ProtocolException.class);
    assertThat(VerificationKey.parse(text)).hasToString(text);
  }

  private static String written(byte[] raw) {
    return "ed25519:" + Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
  }
}
