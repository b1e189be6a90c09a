package dev.callgate.approver.api;

import org.jspecify.annotations.Nullable;

/**
 * A person who was added or changed.
 *
 * @param person as they are now
 * @param token the new token, which is shown here and never again; null when none was asked for
 */
public record PersonChanged(PersonSummary person, @Nullable String token) {
  /** Without the token: records end up in messages. */
  @Override
  public String toString() {
    return "PersonChanged[person=" + person + ", token=…]";
  }
}
