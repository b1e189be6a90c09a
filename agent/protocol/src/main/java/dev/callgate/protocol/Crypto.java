package dev.callgate.protocol;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.HexFormat;

/**
 * The JDK's own implementations, taken once. Asking {@code Signature.getInstance("Ed25519")} at the
 * time of use would let any code in the process insert a provider whose {@code verify} says yes.
 */
final class Crypto {
  static final Provider ED25519 = provider("SunEC");
  static final Provider TLS = provider("SunJSSE");
  private static final Provider SUN = provider("SUN");
  private static final SecureRandom RANDOM = random();

  private Crypto() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256", SUN);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
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
