package dev.callgate.policy.yaml;

/**
 * A text, not yet taken for a number or anything else: what it means depends on where it stands.
 *
 * @param plain written without quotes
 * @param oneLine whether its characters follow each other in the file, so that an offset is a
 *     column
 */
public record YamlScalar(Place at, String text, boolean plain, boolean oneLine)
    implements YamlNode {
  /** Whether nothing was written, or one of YAML's words for nothing. */
  public boolean isNull() {
    return plain
        && switch (text) {
          case "", "~", "null", "Null", "NULL" -> true;
          default -> false;
        };
  }

  /** Where one of its characters stands; its beginning where that is not known. */
  public Place at(int offset) {
    return oneLine ? at.right(plain ? offset : offset + 1) : at;
  }
}
