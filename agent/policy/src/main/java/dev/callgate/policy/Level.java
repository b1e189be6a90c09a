package dev.callgate.policy;

/** How bad a {@link Problem} is. */
public enum Level {
  /** The policy is not used. */
  ERROR("error"),
  /** The policy is used, and its author should look at this. */
  WARNING("warning");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  /** As messages write it. */
  public String word() {
    return word;
  }
}
