package dev.callgate.policy.yaml;

/**
 * Where something stands.
 *
 * @param file as it was named to the reader
 * @param line from 1
 * @param column from 1, in characters
 */
public record Place(String file, int line, int column) {
  /** The same line, further right. */
  public Place right(int characters) {
    return new Place(file, line, column + characters);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
