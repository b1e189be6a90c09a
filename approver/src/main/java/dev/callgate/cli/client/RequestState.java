package dev.callgate.cli.client;

import java.util.Locale;

/** Where a request stands; see the states in {@code docs/protocol.md}. */
public enum RequestState {
  /** Nobody has decided. */
  PENDING,
  /** A person said yes. */
  APPROVED,
  /** A person said yes to changed arguments. */
  EDITED,
  /** A person answered in the method's place. */
  RESPONDED,
  /** A person said no. */
  REJECTED,
  /** Nobody decided in time. */
  EXPIRED,
  /** The caller stopped waiting. */
  WITHDRAWN;

  /** The word that a person reads. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
