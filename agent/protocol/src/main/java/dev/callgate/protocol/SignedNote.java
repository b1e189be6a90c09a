package dev.callgate.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures below it: a note as c2sp.org/signed-note has it, with Ed25519 signatures
 * (type 1) only. Immutable.
 *
 * <p>The text is private until {@link #verify} hands it out, as an {@link Envelope}'s payload is.
 * The two can share a key: an envelope's signature covers bytes that begin with {@code DSSEv1}, and
 * a checkpoint's with its origin.
 */
public final class SignedNote {
  private static final String DASH = "\u2014 ";
  private static final int ID_BYTES = 4;
  private static final byte[] ED25519 = {'\n', 1};
  // The specification asks for 16 at least.
  private static final int MOST_SIGNATURES = 32;
  private static final int LONGEST = 64 * 1024;

  private final String text;
  private final List<Line> lines;

  private SignedNote(String text, List<Line> lines) {
    this.text = text;
    this.lines = lines;
  }

  // Compared by nobody: the bytes are only carried.
  @SuppressWarnings("ArrayRecordComponent")
  private record Line(String name, byte[] id, byte[] signature) {}

  /**
   * The note of {@code text} with one signature.
   *
   * @param text ends with a newline
   * @param name of the key: not empty, without spaces and plus signs
   */
  public static String sign(String text, String name, SigningKey key) {
    if (!text.endsWith("\n") || !isName(name)) {
      throw new IllegalArgumentException("not a note's text, or not a key's name: " + name);
    }
    byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
    byte[] line =
        ByteBuffer.allocate(ID_BYTES + signature.length)
            .put(id(name, key.publicKey()))
            .put(signature)
            .array();
    return text + "\n" + DASH + name + " " + Base64.getEncoder().encodeToString(line) + "\n";
  }

  /**
   * Reads a note without verifying anything. What can be written in one way only is taken in that
   * way only.
   *
   * @throws ProtocolException when the bytes are not a note
   */
  public static SignedNote parse(byte[] bytes) throws ProtocolException {
    if (bytes.length > LONGEST) {
      throw new ProtocolException("not a signed note: longer than " + LONGEST + " bytes");
    }
    String note;
    try {
      note = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException("not a signed note: not UTF-8");
    }
    for (int i = 0; i < note.length(); i++) {
      if (note.charAt(i) < ' ' && note.charAt(i) != '\n') {
        throw new ProtocolException("not a signed note: it has control characters");
      }
    }
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || !note.endsWith("\n")) {
      throw new ProtocolException("not a signed note: no blank line and signatures at its end");
    }
    List<Line> lines = new ArrayList<>();
    for (int start = blank + 2; start < note.length(); ) {
      int end = note.indexOf('\n', start);
      lines.add(line(note.substring(start, end)));
      start = end + 1;
    }
    if (lines.isEmpty() || lines.size() > MOST_SIGNATURES) {
      throw new ProtocolException("not a signed note: " + lines.size() + " signatures");
    }
    return new SignedNote(note.substring(0, blank + 1), lines);
  }

  private static Line line(String line) throws ProtocolException {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0 || !isName(line.substring(DASH.length(), space))) {
      throw new ProtocolException("not a signed note: a line below the blank one signs nothing");
    }
    byte[] signed = base64(line.substring(space + 1));
    if (signed.length <= ID_BYTES) {
      throw new ProtocolException("not a signed note: a signature is too short");
    }
    return new Line(
        line.substring(DASH.length(), space),
        Arrays.copyOf(signed, ID_BYTES),
        Arrays.copyOfRange(signed, ID_BYTES, signed.length));
  }

  /**
   * Base64 with its padding, in the one form that these bytes have.
   *
   * @throws ProtocolException when it is anything else
   */
  public static byte[] base64(String text) throws ProtocolException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new ProtocolException("not base64");
  }

  /**
   * The text, once it is signed by {@code key} under {@code name}. Other keys' signatures are
   * ignored, as the specification has it: they are of witnesses that nobody asked for here.
   *
   * @throws ProtocolException when the signature is missing or does not verify
   */
  public String verify(String name, VerificationKey key) throws ProtocolException {
    byte[] id = id(name, key);
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    boolean signed = false;
    for (Line line : lines) {
      if (line.name().equals(name) && Arrays.equals(line.id(), id)) {
        if (!key.verifies(message, line.signature())) {
          throw new ProtocolException("the signature of " + key + " does not verify");
        }
        signed = true;
      }
    }
    if (!signed) {
      throw new ProtocolException("not signed by " + key + " as " + name);
    }
    return text;
  }

  /** The text although nobody verified it: only to find out whose name should be below it. */
  public String unverifiedText() {
    return text;
  }

  private static byte[] id(String name, VerificationKey key) {
    byte[] digest = Digests.raw(name.getBytes(StandardCharsets.UTF_8), ED25519, key.raw());
    return Arrays.copyOf(digest, ID_BYTES);
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '+' || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
