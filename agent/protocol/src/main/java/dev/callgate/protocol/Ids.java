package dev.callgate.protocol;

import java.util.Base64;

/** Names that nobody can guess. */
public final class Ids {
  // Crockford's alphabet: no I, L, O, U, so that an id survives being read aloud at night.
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private Ids() {}

  /** A new id of 26 characters with 128 random bits, for a request, a JVM or a nonce. */
  public static String random() {
    byte[] bytes = Crypto.random(17);
    StringBuilder id = new StringBuilder(26);
    int buffer = 0;
    int bits = 0;
    for (int next = 0; id.length() < 26; ) {
      if (bits < 5) {
        buffer = (buffer << 8) | (bytes[next++] & 0xff);
        bits += 8;
      }
      bits -= 5;
      id.append(ALPHABET.charAt((buffer >>> bits) & 31));
    }
    return id.toString();
  }

  /** A new bearer token: {@code prefix}, an underscore and 256 random bits in base64url. */
  public static String token(String prefix) {
    return prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(Crypto.random(32));
  }

  /**
   * Whether {@code id} has the form that {@link #random()} makes; anything else never reaches a
   * query or a path.
   */
  public static boolean isWellFormed(String id) {
    if (id.length() != 26) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (ALPHABET.indexOf(id.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
