package dev.callgate.approver.api;

import dev.callgate.protocol.Verdict;
import java.util.Locale;

/**
 * Where a request stands. There is one way out of {@link #PENDING} and none out of any other; how
 * the call itself ended stands beside this and never replaces it.
 */
public enum RequestState {
  /** Nobody has decided yet, and there is still time. */
  PENDING,
  /** A person said yes. */
  APPROVED,
  /** A person said yes to changed arguments. */
  EDITED,
  /** A person answered in the method's place. */
  RESPONDED,
  /** A person said no. */
  REJECTED,
  /** The approver's clock ended it. */
  EXPIRED,
  /** The JVM no longer waits. */
  WITHDRAWN;

  /** The state that a decision with {@code verdict} leads to. */
  public static RequestState after(Verdict verdict) {
    return switch (verdict) {
      case APPROVE -> APPROVED;
      case EDIT -> EDITED;
      case RESPOND -> RESPONDED;
      case REJECT -> REJECTED;
      case EXPIRE -> EXPIRED;
    };
  }

  /** The word that a person reads. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
