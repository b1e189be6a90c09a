package dev.callgate.scan.read;

/**
 * Where a class file comes from.
 *
 * @param label a name for people, such as {@code app.jar!h2.jar}
 * @param kind whose it is
 */
public record Origin(String label, Kind kind) {
  /** Whose a class is. */
  public enum Kind {
    /** What was named to the scan. */
    APPLICATION,
    /** What came along with that: jars inside it, jars of its manifest, later parts of a path. */
    LIBRARY,
    /** The JDK that runs the scan. */
    JDK
  }

  Origin library(String name) {
    return new Origin(label + "!" + name, Kind.LIBRARY);
  }
}
