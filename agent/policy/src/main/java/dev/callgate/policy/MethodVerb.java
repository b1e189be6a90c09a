package dev.callgate.policy;

import java.util.List;

/** What a method's name says that it does. */
public final class MethodVerb {
  private MethodVerb() {}

  /**
   * Whether the name, or a signature, begins with one of the verbs as a whole word: {@code delete}
   * and {@code deleteAll}, not {@code deleted}; {@code send} and {@code sendMail}, not {@code
   * sender}.
   */
  public static boolean begins(String method, List<String> verbs) {
    for (String verb : verbs) {
      if (method.startsWith(verb)
          && (method.length() == verb.length()
              || !Character.isLowerCase(method.charAt(verb.length())))) {
        return true;
      }
    }
    return false;
  }
}
