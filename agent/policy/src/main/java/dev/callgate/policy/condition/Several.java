package dev.callgate.policy.condition;

import java.util.List;

/**
 * What a view sees where there may be several things, such as the verbs of an SQL text, and what it
 * could not tell for certain. Immutable.
 *
 * @param certain what is there however the value is read
 * @param possible what is there in one reading and not in another; empty when there is no doubt
 * @param complete false when there may be more that nobody can name
 */
public record Several(List<String> certain, List<String> possible, boolean complete) {
  public Several {
    certain = List.copyOf(certain);
    possible = List.copyOf(possible);
  }

  public static Several of(List<String> certain) {
    return new Several(certain, List.of(), true);
  }

  /** How many there are; -1 when that depends on the reading. */
  int size() {
    return complete && possible.isEmpty() ? certain.size() : -1;
  }

  /** Whether this text is one of them. */
  Truth contains(String text) {
    if (certain.contains(text)) {
      return Truth.TRUE;
    }
    return !complete || possible.contains(text) ? Truth.UNDECIDED : Truth.FALSE;
  }
}
