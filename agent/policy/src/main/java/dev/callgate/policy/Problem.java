package dev.callgate.policy;

/**
 * One thing wrong with a policy, and where.
 *
 * @param file the file as it was named to the reader
 * @param line from 1
 * @param column from 1, in characters
 * @param level how bad it is
 * @param code stable, such as {@code SCH003}
 * @param message what is wrong, one line
 * @param hint what to do, one line; empty when the message says it all
 */
public record Problem(
    String file, int line, int column, Level level, String code, String message, String hint) {
  /** {@code FILE:LINE:COLUMN: error [CODE] message; hint}, one line. */
  public String toLine() {
    String start = file + ":" + line + ":" + column + ": " + level.word();
    String said = start + " [" + code + "] " + message;
    return hint.isEmpty() ? said : said + "; " + hint;
  }

  /** Whether it keeps the policy from being used. */
  public boolean isError() {
    return level == Level.ERROR;
  }
}
