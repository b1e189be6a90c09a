package dev.callgate.agent.value;

import dev.callgate.policy.view.RedactedJson;

/**
 * A value as text for a reviewer: strings in quotation marks, every character that misleads the eye
 * escaped, shortened where it is long, and saying so.
 */
final class Display implements RedactedJson.Hidden {
  /** Stands in place of a value that nobody may see. */
  static final String HIDDEN = "(redacted)";

  private static final int LONGEST = 4000;

  private final StringBuilder out = new StringBuilder();

  private final Secrets secrets;

  private Display(Secrets secrets) {
    this.secrets = secrets;
  }

  /** Whether its text is longer than that. */
  static boolean isLonger(Value value, int length) {
    Display display = new Display(Secrets.NONE);
    value.show(display);
    return display.out.length() > length;
  }

  static String of(Value value, Secrets secrets) {
    Display display = new Display(secrets);
    value.show(display);
    StringBuilder out = display.out;
    if (out.length() <= LONGEST) {
      return out.toString();
    }
    int cut = Character.isHighSurrogate(out.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return out.substring(0, cut) + "… (cut here; the digest covers the whole value)";
  }

  /** Whether this text is one that nobody may see. */
  @Override
  public boolean hides(String text) {
    return secrets.hides(text);
  }

  boolean isFull() {
    return out.length() > LONGEST;
  }

  void plain(String text) {
    int c;
    for (int i = 0; i < text.length() && !isFull(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      escaped(c);
    }
  }

  void quoted(String text) {
    out.append('"');
    int c;
    for (int i = 0; i < text.length() && !isFull(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else {
        escaped(c);
      }
    }
    out.append('"');
  }

  private void escaped(int codePoint) {
    switch (codePoint) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isMisleading(codePoint)) {
          for (char c : Character.toChars(codePoint)) {
            String hex = Integer.toHexString(c);
            out.append("\\u").append("0000", hex.length(), 4).append(hex);
          }
        } else {
          out.appendCodePoint(codePoint);
        }
      }
    }
  }

  // Control characters, those that reorder or hide what stands around them (there are such beyond
  // 16 bits too, tag letters for one), and halves of characters.
  private static boolean isMisleading(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
