package dev.callgate.protocol;

import java.nio.charset.StandardCharsets;

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
}
