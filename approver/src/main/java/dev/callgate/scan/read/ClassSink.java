package dev.callgate.scan.read;

/** Takes class files, in the order of the class path. */
public interface ClassSink {
  /**
   * Takes one.
   *
   * @param path as the class path sees it, such as {@code com/acme/Shop.class}
   */
  void take(Origin origin, String path, byte[] bytes) throws UnreadableException;

  /** Takes a line about something that was left out. */
  void note(String line);
}
