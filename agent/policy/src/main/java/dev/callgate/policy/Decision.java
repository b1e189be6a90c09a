package dev.callgate.policy;

/** What a rule says about a call it applies to. From weakest to strictest: audit, gate, deny. */
public enum Decision {
  /** The call is refused without asking anybody. */
  DENY,
  /** The call is held until a person has decided. */
  GATE,
  /** The call runs and is recorded. */
  AUDIT
}
