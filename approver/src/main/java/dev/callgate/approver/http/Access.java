package dev.callgate.approver.http;

/** The kind of credential that opens a route. No credential is of two kinds. */
public enum Access {
  /** None is needed. */
  OPEN,
  /** The token with which JVMs enrol. */
  ENROLMENT,
  /** An enrolled JVM's token: it can ask, never decide. */
  SESSION,
  /** A person's token: it can decide, never ask. */
  REVIEWER
}
