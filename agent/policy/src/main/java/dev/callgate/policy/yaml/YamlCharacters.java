package dev.callgate.policy.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to text, without the characters that show a reviewer of the policy something else than the
 * machine reads.
 */
final class YamlCharacters {
  private YamlCharacters() {}

  /**
   * The text; null when it is not UTF-8 or holds characters YAML does not have. Whatever is wrong
   * was reported.
   */
  static @Nullable String decode(String file, byte[] bytes, ProblemSink problems) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
    chars.flip();
    String text = chars.toString();
    if (result.isError()) {
      problems.report(
          end(file, text), "YAML007", "the file is not UTF-8 text here", "save it as UTF-8");
      return null;
    }
    return check(file, text, problems) ? text : null;
  }

  private static boolean check(String file, String text, ProblemSink problems) {
    int line = 1;
    int column = 1;
    boolean readable = true;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      String flaw = flaw(c);
      if (flaw != null) {
        Place place = new Place(file, line, column);
        String code = "U+" + hexadecimal(c);
        problems.report(
            place,
            "YAML007",
            flaw + " " + code,
            "remove it, or write it as an escape in double quotes");
        readable = false;
      }
      boolean breaks = c == '\n' || (c == '\r' && !text.startsWith("\n", at + 1));
      line += breaks ? 1 : 0;
      column = breaks ? 1 : column + 1;
      at += Character.charCount(c);
    }
    return readable;
  }

  private static @Nullable String flaw(int c) {
    if (c == 0xFEFF) {
      return "byte order mark";
    }
    if ((c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200E
        || c == 0x200F
        || c == 0x061C) {
      return "invisible character that changes the direction of text,";
    }
    if (c >= 0x200B && c <= 0x2060) {
      // zero-width and exotic breaks: 2028 and 2029 end a line for some readers only
      boolean visible = c >= 0x2010 && c <= 0x2027;
      return visible ? null : "invisible character";
    }
    boolean control = Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r';
    boolean noText = (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE;
    return control || noText ? "control character" : null;
  }

  private static String hexadecimal(int c) {
    String digits = Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  private static Place end(String file, String text) {
    int line = 1;
    int lineStart = 0;
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
    return new Place(file, line, text.codePointCount(lineStart, text.length()) + 1);
  }
}
