package dev.callgate.approver.life;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The form of API tokens: {@code cga_}, 32 random bytes in base 62, and a checksum, so that a
 * scanner tells a leaked one from anything else without asking anybody.
 */
public final class ApiToken {
  static final String PREFIX = "cga_";

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int SECRET = 43;
  private static final int CHECKSUM = 6;
  private static final SecureRandom RANDOM = new SecureRandom();

  private ApiToken() {}

  /** A new one. */
  static String draw() {
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    String text = base62(new BigInteger(1, secret), SECRET);
    return PREFIX + text + checksum(text);
  }

  /** Whether it can be one at all. */
  static boolean isWellFormed(String token) {
    if (!token.startsWith(PREFIX) || token.length() != PREFIX.length() + SECRET + CHECKSUM) {
      return false;
    }
    String secret = token.substring(PREFIX.length(), PREFIX.length() + SECRET);
    return token.endsWith(checksum(secret));
  }

  private static String checksum(String secret) {
    CRC32 crc = new CRC32();
    crc.update(secret.getBytes(StandardCharsets.UTF_8));
    return base62(BigInteger.valueOf(crc.getValue()), CHECKSUM);
  }

  private static String base62(BigInteger number, int length) {
    char[] text = new char[length];
    BigInteger rest = number;
    for (int i = length - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
      text[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(text);
  }
}
