package dev.callgate.protocol;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.HexFormat;

/**
 * The JDK's own implementations, taken once. Asking for one by name at the time of use would let
 * any code in the process insert a provider that says what it likes; and the JDK's own provider
 * objects are everybody's, and can be written to. So digests are copies of one that was made before
 * the application was there.
 */
final class Crypto {
  static final Provider ED25519 = provider("SunEC");
  static final Provider TLS = provider("SunJSSE");
  private static final Provider SUN = provider("SUN");
  private static final SecureRandom RANDOM = random();
  private static final MessageDigest SHA_256 = digest("SHA-256");
  private static final MessageDigest SHA_512 = digest("SHA-512");

  private Crypto() {}

  static MessageDigest sha256() {
    return copy(SHA_256);
  }

  static MessageDigest sha512() {
    return copy(SHA_512);
  }

  // Never updated itself, so it can be copied by several threads at once.
  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK's digests cannot be copied", e);
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm, SUN);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }

  static String sha256Text(byte[] bytes) {
    return "sha256:" + HexFormat.of().formatHex(sha256().digest(bytes));
  }

  static byte[] random(int bytes) {
    byte[] out = new byte[bytes];
    RANDOM.nextBytes(out);
    return out;
  }

  private static Provider provider(String name) {
    Provider provider = Security.getProvider(name);
    if (provider == null) {
      throw new IllegalStateException("this JDK has no security provider " + name);
    }
    return provider;
  }

  private static SecureRandom random() {
    try {
      return SecureRandom.getInstance("DRBG", SUN);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no DRBG", e);
    }
  }
}
