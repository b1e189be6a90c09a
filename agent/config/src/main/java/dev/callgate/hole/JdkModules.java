package dev.callgate.hole;

/** The modules of the JDK whose inside must stay shut. */
final class JdkModules {
  static final String NAMES =
      "java.base, java.instrument, java.management, jdk.attach and jdk.management";

  private JdkModules() {}

  /**
   * Whether the text is about one of them.
   *
   * @param text begins with a module's name, and goes on with {@code /} or {@code =}
   */
  static boolean isAbout(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '=') {
      end++;
    }
    return switch (text.substring(0, end)) {
      case "java.base", "java.instrument", "java.management", "jdk.attach", "jdk.management" ->
          true;
      default -> false;
    };
  }
}
