package dev.callgate.cli.run;

/** Who decides the calls of a run when no person is asked. */
enum Decide {
  /** Every call is approved at once. */
  APPROVE,
  /** Every call is rejected at once. */
  REJECT,
  /** Every call waits until it expires. */
  NONE
}
