package dev.callgate.agent.value;

/**
 * A value as text for a reviewer: strings in quotation marks, every character that misleads the eye
 * escaped, shortened where it is long, and saying so.
 */
final class Display {
  private static final int LONGEST = 4000;

  private final StringBuilder out = new StringBuilder();

  private Display() {}

  static String of(Value value) {
    Display display = new Display();
    value.show(display);
    StringBuilder out = display.out;
    if (out.length() <= LONGEST) {
      return out.toString();
    }
    int cut = Character.isHighSurrogate(out.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return out.substring(0, cut) + "… (cut here; the digest covers the whole value)";
  }

  boolean isFull() {
    return out.length() > LONGEST;
  }

  void plain(String text) {
    for (int i = 0; i < text.length() && !isFull(); i++) {
      escaped(text.charAt(i));
    }
  }

  void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length() && !isFull(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else {
        escaped(c);
      }
    }
    out.append('"');
  }

  private void escaped(char c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isMisleading(c)) {
          String hex = Integer.toHexString(c);
          out.append("\\u").append("0000", hex.length(), 4).append(hex);
        } else {
          out.append(c);
        }
      }
    }
  }

  // Control characters, and those that reorder or hide what stands around them.
  private static boolean isMisleading(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }
}
