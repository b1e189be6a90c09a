package dev.callgate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the vectors of RFC 8032, section 7.1, and against the JDK's own. */
class Ed25519Test {
  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '',"
        + " e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72,"
        + " 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82,"
        + " 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void vectorsOfTheStandardVerify(String key, String message, String signature) throws Exception {
    assertThat(verifies(HEX.parseHex(key), HEX.parseHex(message), HEX.parseHex(signature)))
        .isTrue();
  }

  @Test
  void agreesWithTheJdkOnGenuineAndOnChangedSignatures() throws Exception {
    Random random = new Random(8032);
    for (int round = 0; round < 40; round++) {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] spki = pair.getPublic().getEncoded();
      byte[] key = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update(message);
      byte[] signature = signer.sign();

      assertThat(verifies(key, message, signature)).isTrue();
      byte[] changed = signature.clone();
      int bit = random.nextInt(8 * changed.length);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(verifies(key, message, changed)).as("bit %s", bit).isFalse();
      assertThat(verifies(key, Arrays.copyOf(message, message.length + 1), signature)).isFalse();
    }
  }

  @Test
  void secondSignatureMadeOfAGenuineOneDoesNotVerify() throws Exception {
    SigningKey signer = SigningKey.generate();
    byte[] message = {1, 2, 3};
    byte[] genuine = signer.sign(message);
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] half = Arrays.copyOfRange(genuine, 32, 64);
    byte[] larger = reversed(new BigInteger(1, reversed(half)).add(order).toByteArray());
    byte[] second = Arrays.copyOf(genuine, 64);
    System.arraycopy(Arrays.copyOf(larger, 32), 0, second, 32, 32);

    assertThat(signer.publicKey().verifies(message, genuine)).isTrue();
    assertThat(signer.publicKey().verifies(message, second)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "63", "65", "128"})
  void signatureOfAnotherLengthDoesNotVerify(int length) {
    assertThat(SigningKey.generate().publicKey().verifies(new byte[0], new byte[length])).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // no x to this y
    "0200000000000000000000000000000000000000000000000000000000000000",
    // y = p and y = 2^255 - 1: larger than the field
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    // x = 0 with a sign
    "0100000000000000000000000000000000000000000000000000000000000080"
  })
  void bytesThatAreNoPointAreNoKey(String bytes) {
    assertThatThrownBy(() -> Ed25519.decode(HEX.parseHex(bytes)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("no point on the curve");
  }

  private static boolean verifies(byte[] key, byte[] message, byte[] signature)
      throws ProtocolException {
    Ed25519.Point point = Ed25519.decode(key);
    boolean plain = Ed25519.verifies(key, point, null, message, signature);
    assertThat(Ed25519.verifies(key, point, new Ed25519Table(point.negative()), message, signature))
        .as("with a table")
        .isEqualTo(plain);
    return plain;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
