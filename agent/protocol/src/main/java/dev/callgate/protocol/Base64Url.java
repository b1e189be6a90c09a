package dev.callgate.protocol;

import java.util.Base64;

/** Base64url without padding, in the one form that bytes have. */
final class Base64Url {
  private Base64Url() {}

  static byte[] decode(String text, String what) throws ProtocolException {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("not " + what + ": not base64url");
    }
    // Leftover bits and padding would give one thing several names.
    if (!encode(bytes).equals(text)) {
      throw new ProtocolException("not " + what + ": not in the one form of its bytes");
    }
    return bytes;
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
