package dev.callgate.testapps.hostile;

/**
 * A named way to the deed.
 *
 * @param name group and way, with a slash
 * @param first the first Java that has this way
 * @param last the last one
 */
record Route(String name, int first, int last, Attack attack) {
  boolean exists() {
    int feature = Runtime.version().feature();
    return first <= feature && feature <= last;
  }

  /** For the name of a file. */
  String marker() {
    return name.replace('/', '.');
  }
}
