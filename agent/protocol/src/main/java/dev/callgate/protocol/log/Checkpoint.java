package dev.callgate.protocol.log;

import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SignedNote;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.VerificationKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a log says of itself: how many entries it has, and the root of the tree over them. Signed as
 * a c2sp.org/tlog-checkpoint, by a key whose name is the origin.
 *
 * @param origin which log
 * @param size how many entries
 * @param root the tree's root; not copied
 */
// Compared by equalTo only.
@SuppressWarnings("ArrayRecordComponent")
public record Checkpoint(String origin, long size, byte[] root) {

  /** The signed text. */
  public String sign(SigningKey key) {
    String text = origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    return SignedNote.sign(text, origin, key);
  }

  /**
   * Reads a checkpoint that {@code key} has signed. It has the three lines that every checkpoint
   * has, and no others.
   *
   * @throws ProtocolException when it is none, or not signed by it
   */
  public static Checkpoint verify(byte[] note, VerificationKey key) throws ProtocolException {
    SignedNote signed = SignedNote.parse(note);
    return read(signed.verify(firstLine(signed.unverifiedText()), key));
  }

  /**
   * Reads a checkpoint that nobody has verified: only to find out how far to read.
   *
   * @throws ProtocolException when it is none
   */
  public static Checkpoint unverified(byte[] note) throws ProtocolException {
    return read(SignedNote.parse(note).unverifiedText());
  }

  private static Checkpoint read(String text) throws ProtocolException {
    int first = text.indexOf('\n');
    int second = text.indexOf('\n', first + 1);
    int third = second < 0 ? -1 : text.indexOf('\n', second + 1);
    if (third != text.length() - 1) {
      throw new ProtocolException(
          "not a checkpoint: it has other lines than origin, size and root");
    }
    byte[] root = SignedNote.base64(text.substring(second + 1, third));
    if (root.length != TreeHash.BYTES) {
      throw new ProtocolException("not a checkpoint: its root has not 32 bytes");
    }
    return new Checkpoint(
        text.substring(0, first), number(text.substring(first + 1, second)), root);
  }

  private static String firstLine(String text) {
    return text.substring(0, text.indexOf('\n'));
  }

  /**
   * A number as it stands in these texts: decimal digits, no leading zero.
   *
   * @throws ProtocolException when it is anything else
   */
  static long number(String text) throws ProtocolException {
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && Long.toString(number).equals(text)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ProtocolException("not a number: " + text);
  }

  /** Whether both say the same. */
  public boolean equalTo(Checkpoint other) {
    return origin.equals(other.origin) && size == other.size && Arrays.equals(root, other.root);
  }
}
