package dev.callgate.policy.condition;

/**
 * A pattern over text in parts, separated by dots or, in paths, by slashes. {@code *} stands for
 * any characters but the separator, {@code **} for any characters, everything else for itself.
 *
 * <p>Matching takes time proportional to the text, whatever the pattern: it follows all readings of
 * the pattern at once, so an argument chosen by an attacker cannot make it slow. Immutable.
 */
public final class Glob {
  private static final char STAR = '*';
  // a noncharacter, which the policy reader lets nobody write
  private static final char DOUBLE_STAR = '\uFFFF';

  private final String text;
  private final char separator;
  private final String prefix;
  private final String middle;
  private final String suffix;

  private Glob(String text, char separator) {
    this.text = text;
    this.separator = separator;
    int first = text.indexOf('*');
    if (first < 0) {
      prefix = text;
      middle = "";
      suffix = "";
    } else {
      int last = text.lastIndexOf('*') + 1;
      prefix = text.substring(0, first);
      middle = withStarsMarked(text.substring(first, last));
      suffix = text.substring(last);
    }
  }

  /** Every text is a valid glob. */
  public static Glob of(String text) {
    return new Glob(text, '.');
  }

  /** The same over text whose parts another sign separates. */
  static Glob of(String text, char separator) {
    return new Glob(text, separator);
  }

  public String text() {
    return text;
  }

  /** Whether there is no star in it, so that it means one text only. */
  public boolean isLiteral() {
    return middle.isEmpty();
  }

  /** Whether the whole candidate fits. */
  public boolean matches(String candidate) {
    if (middle.isEmpty()) {
      return candidate.equals(prefix);
    }
    int end = candidate.length() - suffix.length();
    if (end < prefix.length() || !candidate.startsWith(prefix) || !candidate.endsWith(suffix)) {
      return false;
    }
    if (middle.length() == 1) {
      return middle.charAt(0) == DOUBLE_STAR || !crosses(candidate, prefix.length(), end);
    }
    return follow(candidate, prefix.length(), end);
  }

  /**
   * {@code open[i]}: the characters so far can be read as the first {@code i} signs of {@link
   * #middle}.
   */
  private boolean follow(String candidate, int from, int to) {
    int signs = middle.length();
    boolean[] open = new boolean[signs + 1];
    open[0] = true;
    skipStars(open);
    for (int at = from; at < to; at++) {
      char c = candidate.charAt(at);
      boolean any = false;
      // Downwards, so that open[sign] still speaks of the characters before this one when open[sign
      // + 1] is computed.
      for (int sign = signs; sign >= 0; sign--) {
        boolean stays = sign < signs && open[sign] && isStarOver(middle.charAt(sign), c);
        boolean arrives = sign > 0 && open[sign - 1] && middle.charAt(sign - 1) == c;
        open[sign] = stays || arrives;
        any |= open[sign];
      }
      if (!any) {
        return false;
      }
      skipStars(open);
    }
    return open[signs];
  }

  private void skipStars(boolean[] open) {
    for (int sign = 0; sign < middle.length(); sign++) {
      if (open[sign] && (middle.charAt(sign) == STAR || middle.charAt(sign) == DOUBLE_STAR)) {
        open[sign + 1] = true;
      }
    }
  }

  private boolean isStarOver(char sign, char c) {
    return sign == DOUBLE_STAR || (sign == STAR && c != separator);
  }

  private boolean crosses(String candidate, int from, int to) {
    int at = candidate.indexOf(separator, from);
    return at >= 0 && at < to;
  }

  private static String withStarsMarked(String part) {
    StringBuilder marked = new StringBuilder(part.length());
    for (int at = 0; at < part.length(); at++) {
      if (part.charAt(at) != '*') {
        marked.append(part.charAt(at));
      } else if (at + 1 < part.length() && part.charAt(at + 1) == '*') {
        marked.append(DOUBLE_STAR);
        at++;
      } else {
        marked.append(STAR);
      }
    }
    return marked.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && glob.text.equals(text) && glob.separator == separator;
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
