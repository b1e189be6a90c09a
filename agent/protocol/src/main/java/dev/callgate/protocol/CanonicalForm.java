package dev.callgate.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Digests a tree of values in a form with one meaning: every value is a tag, its type's name, and
 * its content, each with its length in front, so that no two different trees give the same bytes.
 * Not thread-safe; used once.
 *
 * <p>The salt comes first. It is drawn per request and stays in the JVM, so that a redacted value
 * of few possibilities cannot be guessed from its digest.
 */
public final class CanonicalForm {
  private final MessageDigest digest = Crypto.sha256();

  /** Starts a digest under {@code salt}. */
  public CanonicalForm(byte[] salt) {
    digest.update((byte) 'S');
    content(salt);
  }

  /** A new salt of 128 random bits. */
  public static byte[] newSalt() {
    return Crypto.random(16);
  }

  /** No value. */
  public void nothing() {
    digest.update((byte) 'N');
  }

  /** A value without parts, by its exact text. */
  public void scalar(String type, String text) {
    digest.update((byte) 'V');
    content(type.getBytes(StandardCharsets.UTF_8));
    text(text);
  }

  /** Bytes as they are. */
  public void bytes(String type, byte[] bytes) {
    digest.update((byte) 'B');
    content(type.getBytes(StandardCharsets.UTF_8));
    content(bytes);
  }

  /**
   * Opens a value with {@code parts} parts, which follow as values; for maps and objects each part
   * is a key or name and then its value.
   */
  public void open(String type, int parts) {
    digest.update((byte) 'O');
    content(type.getBytes(StandardCharsets.UTF_8));
    length(parts);
  }

  /** A value that was already written, by its position in writing order: how cycles end. */
  public void reference(int position) {
    digest.update((byte) 'R');
    length(position);
  }

  /** A value whose content cannot be read safely, by its type and which object it is. */
  public void opaque(String type, @Nullable String identity) {
    digest.update((byte) 'X');
    content(type.getBytes(StandardCharsets.UTF_8));
    text(identity == null ? "" : identity);
  }

  /** Ends the digest: {@code sha256:} and 64 hexadecimal digits. */
  public String digest() {
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  // Code units, not UTF-8: unpaired surrogates would all become the same replacement character.
  private void text(String text) {
    length(text.length());
    byte[] units = new byte[text.length() * 2];
    for (int i = 0; i < text.length(); i++) {
      units[2 * i] = (byte) (text.charAt(i) >>> 8);
      units[2 * i + 1] = (byte) text.charAt(i);
    }
    digest.update(units);
  }

  private void content(byte[] bytes) {
    length(bytes.length);
    digest.update(bytes);
  }

  private void length(int length) {
    digest.update((byte) (length >>> 24));
    digest.update((byte) (length >>> 16));
    digest.update((byte) (length >>> 8));
    digest.update((byte) length);
  }
}
