package dev.callgate.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param subject configuration, files, approver, policy or jvm
 * @param mark how it is
 * @param what what was found, one line
 * @param remedy what to do, one line; empty when there is nothing to do
 */
record Check(String subject, Mark mark, String what, String remedy) {
  /** How a thing is. */
  enum Mark {
    /** As it should be. */
    OK,
    /** Nothing is wrong, but somebody should know. */
    NOTE,
    /** Found wanting. */
    FAIL,
    /** The approver does not answer, which has an exit status of its own. */
    AWAY
  }

  static Check ok(String subject, String what) {
    return new Check(subject, Mark.OK, what, "");
  }

  static Check note(String subject, String what, String remedy) {
    return new Check(subject, Mark.NOTE, what, remedy);
  }

  static Check fail(String subject, String what, String remedy) {
    return new Check(subject, Mark.FAIL, what, remedy);
  }

  boolean isWrong() {
    return mark == Mark.FAIL || mark == Mark.AWAY;
  }

  String line() {
    String word =
        switch (mark) {
          case OK -> "ok  ";
          case NOTE -> "note";
          case FAIL, AWAY -> "FAIL";
        };
    return word + "  " + subject + ": " + what + (remedy.isEmpty() ? "" : "; " + remedy);
  }
}
