package dev.callgate.approver.http;

/** The kind of credential that opens a route. No credential is of two kinds. */
public enum Access {
  /** None is needed. */
  OPEN,
  /** None is needed, but the caller has to be a page that this approver served. */
  CONSOLE,
  /** The token with which JVMs enrol. */
  ENROLMENT,
  /** An enrolled JVM's token: it can ask, never decide. */
  SESSION,
  /**
   * A person's token, or a browser session that was opened with one: it can do what the person's
   * roles allow, and never ask.
   */
  REVIEWER
}
