package dev.callgate.policy.yaml;

/** Text of a file, made fit for a message: one line, of bounded length, in quotes. */
public final class Quoted {
  private static final int LONGEST = 160;

  private Quoted() {}

  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int at = 0; at < text.length(); at++) {
      if (at == LONGEST) {
        return quoted.append("...'").toString();
      }
      char c = text.charAt(at);
      quoted.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
    }
    return quoted.append('\'').toString();
  }
}
