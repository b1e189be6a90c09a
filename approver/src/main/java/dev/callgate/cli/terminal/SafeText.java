package dev.callgate.cli.terminal;

/**
 * Text from a program that must not be trusted, made fit for a screen: one line, left to right,
 * nothing invisible. Whatever a reader would not see as itself is written {@code <U+001B>}, so that
 * a value can neither move the cursor, nor fake a prompt, nor read backwards (CVE-2021-42574). What
 * pushes the rest out of sight is counted instead: {@code <200 spaces>}.
 */
public final class SafeText {
  // As many as a column is indented; more of them hide what follows.
  private static final int MOST_SPACES = 8;
  // As many as a letter of Vietnamese has; a pile of them covers the lines around.
  private static final int MOST_MARKS = 3;

  private SafeText() {}

  /** {@code text} with every character that is not plainly visible written out. */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int spaces = spacesAt(text, i);
      marks = isMark(point) ? marks + 1 : 0;
      if (spaces > MOST_SPACES) {
        safe.append('<').append(spaces).append(" spaces>");
        i += spaces;
        continue;
      }
      if (isVisible(point) && marks <= MOST_MARKS) {
        safe.appendCodePoint(point);
      } else {
        safe.append(String.format("<U+%04X>", point));
      }
      i += Character.charCount(point);
    }
    return safe.toString();
  }

  private static int spacesAt(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at - from;
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  /**
   * As {@link #of(String)}, ending after {@code limit} characters of the original with the number
   * of those left out.
   */
  public static String of(String text, int limit) {
    int length = text.codePointCount(0, text.length());
    if (length <= limit) {
      return of(text);
    }
    String start = text.substring(0, text.offsetByCodePoints(0, limit));
    return of(start) + "… (" + (length - limit) + " more characters)";
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> !isBlankLetter(point);
    };
  }

  // Letters and marks that Unicode calls default ignorable: they take part in a text and show
  // nothing.
  private static boolean isBlankLetter(int point) {
    return point == 0x034f
        || point == 0x115f
        || point == 0x1160
        || point == 0x17b4
        || point == 0x17b5
        || (point >= 0x180b && point <= 0x180f)
        || point == 0x2800
        || point == 0x3164
        || (point >= 0xfe00 && point <= 0xfe0f)
        || point == 0xffa0
        || (point >= 0xe0000 && point <= 0xe0fff);
  }
}
