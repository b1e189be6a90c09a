package dev.callgate.policy;

import org.jspecify.annotations.Nullable;

/**
 * Who speaks in a file. It is given by how the agent was told to load the file, never by what the
 * file says: an application's file must not be able to call itself the company's. The highest comes
 * first.
 */
public enum Layer {
  BASELINE("baseline"),
  ORGANISATION("organisation"),
  APPLICATION("application"),
  /** Rules that somebody else has written, for whoever includes them to change. */
  PACK("pack");

  private final String word;

  Layer(String word) {
    this.word = word;
  }

  /** As a configuration writes it. */
  public String word() {
    return word;
  }

  /** Whether what stands here is out of reach for what stands in the other. */
  public boolean isAbove(Layer other) {
    return ordinal() < other.ordinal();
  }

  /** The layer of this name that a file may be given; null for none. */
  public static @Nullable Layer ofFile(String word) {
    return switch (word) {
      case "baseline" -> BASELINE;
      case "organisation" -> ORGANISATION;
      case "application" -> APPLICATION;
      default -> null;
    };
  }
}
