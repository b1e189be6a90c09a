package dev.callgate.policy.yaml;

/**
 * Takes the mistakes of a file. One that was reported must keep the file from being used, whatever
 * the reader could make of the rest.
 */
public interface ProblemSink {
  /**
   * Takes one mistake.
   *
   * @param code stable, such as {@code SCH003}
   * @param message what is wrong, one line
   * @param hint what to do, one line; empty when the message says it all
   */
  void report(Place at, String code, String message, String hint);

  /**
   * Takes something that is not wrong and that an author should look at; the file may be used.
   *
   * @param code as for a mistake
   * @param message as for a mistake
   * @param hint as for a mistake
   */
  void warn(Place at, String code, String message, String hint);
}
