package dev.callgate.protocol;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key of RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2.2) and the exponent 65537,
 * written {@code rsa:} and the modulus in base64url. 2048 to 4096 bits. Immutable and thread-safe.
 */
public final class RsaKey implements CredentialKey {
  static final String PREFIX = "rsa:";
  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
  private static final int FEWEST_BITS = 2048;
  private static final int MOST_BITS = 4096;
  // RFC 8017, section 9.2, note 1: what stands before a SHA-256 digest.
  private static final byte[] DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private final BigInteger modulus;

  private RsaKey(BigInteger modulus) {
    this.modulus = modulus;
  }

  /**
   * Reads the written form.
   *
   * @throws ProtocolException when it is not a modulus of a size that is taken
   */
  static RsaKey parse(String text) throws ProtocolException {
    byte[] raw = Base64Url.decode(text.substring(PREFIX.length()), "an RSA key");
    RsaKey key = of(new BigInteger(1, raw), EXPONENT);
    if (!key.toString().equals(text)) {
      throw new ProtocolException("not a public key: an RSA modulus with zeros in front");
    }
    return key;
  }

  /**
   * The key with this modulus.
   *
   * @throws ProtocolException when the exponent is not 65537, or the modulus too short, too long or
   *     even
   */
  public static RsaKey of(BigInteger modulus, BigInteger exponent) throws ProtocolException {
    if (!exponent.equals(EXPONENT)) {
      throw new ProtocolException(
          "not a public key that is taken: RSA with another exponent than 65537");
    }
    if (modulus.bitLength() < FEWEST_BITS
        || modulus.bitLength() > MOST_BITS
        || !modulus.testBit(0)) {
      throw new ProtocolException(
          "not a public key that is taken: an RSA modulus has 2048 to 4096 bits, this has "
              + modulus.bitLength());
    }
    return new RsaKey(modulus);
  }

  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    int length = (modulus.bitLength() + 7) / 8;
    BigInteger number = new BigInteger(1, signature);
    if (signature.length != length || number.compareTo(modulus) >= 0) {
      return false;
    }
    // The whole block is made and compared, nothing in it is parsed: what a parser skips can be
    // forged.
    byte[] digest = Crypto.sha256().digest(message);
    byte[] expected = new byte[length];
    Arrays.fill(expected, (byte) 0xff);
    expected[0] = 0;
    expected[1] = 1;
    int at = length - DIGEST_INFO.length - digest.length;
    expected[at - 1] = 0;
    System.arraycopy(DIGEST_INFO, 0, expected, at, DIGEST_INFO.length);
    System.arraycopy(digest, 0, expected, at + DIGEST_INFO.length, digest.length);
    return number.modPow(EXPONENT, modulus).equals(new BigInteger(1, expected));
  }

  private byte[] raw() {
    byte[] bytes = modulus.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  @Override
  public String id() {
    return Digests.of(raw()).substring("sha256:".length(), "sha256:".length() + 16);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RsaKey that && modulus.equals(that.modulus);
  }

  @Override
  public int hashCode() {
    return modulus.hashCode();
  }

  /** The written form. */
  @Override
  public String toString() {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(raw());
  }
}
