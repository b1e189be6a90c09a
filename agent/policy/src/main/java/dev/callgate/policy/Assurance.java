package dev.callgate.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a yes has to prove before the program believes it, weakest first. */
public enum Assurance {
  /** The approver's signature. */
  SERVER("server"),
  /** The reviewers' own signatures besides. */
  REVIEWER("reviewer"),
  /** A proof besides that the decision stands in the audit log. */
  REVIEWER_AND_LOG("reviewer+log");

  private final String written;

  Assurance(String written) {
    this.written = written;
  }

  /** As it stands in a file. */
  public String written() {
    return written;
  }

  /** All words, in order. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Assurance assurance : values()) {
      words.add(assurance.written);
    }
    return List.copyOf(words);
  }

  /** The level of that name; null for none. */
  public static @Nullable Assurance of(String written) {
    for (Assurance assurance : values()) {
      if (assurance.written.equals(written)) {
        return assurance;
      }
    }
    return null;
  }
}
