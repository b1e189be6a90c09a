package dev.callgate.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SHA-256 in the one written form this product uses: {@code sha256:} and 64 hexadecimal digits. */
public final class Digests {
  private Digests() {}

  /** The digest of exactly these bytes. */
  public static String of(byte[] bytes) {
    return Crypto.sha256Text(bytes);
  }

  /** The digest of the text's UTF-8 bytes, as used for tokens at rest. */
  public static String of(String text) {
    return Crypto.sha256Text(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of the parts one behind the other, as its 32 bytes. */
  public static byte[] raw(byte[]... parts) {
    MessageDigest digest = Crypto.sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }
}
