package dev.callgate.approver.api;

import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.Verdict;

/** What an audit entry records. The written names are stable. */
public enum AuditType {
  /** An approver started: its key, and who may do what there. */
  APPROVER_STARTED("approver.started"),
  /** Somebody asked for what they may not have. */
  ATTEMPT_REFUSED("attempt.refused"),
  /** A JVM enrolled, for the first time or again. */
  AGENT_ENROLLED("agent.enrolled"),
  /** A call waits for a decision. */
  REQUEST_SUBMITTED("request.submitted"),
  /** A person agreed, and more people are needed. */
  REVIEW_GIVEN("review.given"),
  /** Enough people said yes. */
  REQUEST_APPROVED("request.approved"),
  /** A person said yes to changed arguments. */
  REQUEST_EDITED("request.edited"),
  /** A person answered in the method's place. */
  REQUEST_RESPONDED("request.responded"),
  /** A person said no. */
  REQUEST_REJECTED("request.rejected"),
  /** Nobody decided in time. */
  REQUEST_EXPIRED("request.expired"),
  /** Those who approved let their yes stand for later calls, within its bounds. */
  GRANT_GIVEN("grant.given"),
  /** A person took that back. */
  GRANT_REVOKED("grant.revoked"),
  /** The JVM stopped waiting. */
  REQUEST_WITHDRAWN("request.withdrawn"),
  /** A call ran because the approval of the call around it covers it. */
  CALL_COVERED("call.covered"),
  /** The JVM said how the call ended. */
  OUTCOME_REPORTED("outcome.reported"),
  /** A JVM said, for the first or the last time or under other policies, what its rules did. */
  COVERAGE_REPORTED("coverage.reported"),
  /** An admin added a person, or one has signed in at the identity provider for the first time. */
  PERSON_ADDED("person.added"),
  /** A person's groups, roles or token are others. */
  PERSON_CHANGED("person.changed"),
  /** An admin took a person out. */
  PERSON_REMOVED("person.removed"),
  /** A person made an API token. */
  TOKEN_CREATED("token.created"),
  /** An API token was revoked. */
  TOKEN_REVOKED("token.revoked"),
  /** An admin made a token for one JVM to enrol with. */
  ENROLMENT_TOKEN_CREATED("enrolment_token.created"),
  /** An admin turned a JVM away. */
  AGENT_REVOKED("agent.revoked"),
  /** A person made a passkey. */
  PASSKEY_ADDED("passkey.added"),
  /** A person calls a passkey otherwise. */
  PASSKEY_RENAMED("passkey.renamed"),
  /** A person took a passkey out. */
  PASSKEY_REMOVED("passkey.removed"),
  /** A person confirmed an action with a passkey right before it. */
  ACTION_CONFIRMED("action.confirmed");

  private final String written;

  AuditType(String written) {
    this.written = written;
  }

  /** The name inside entries. */
  public String written() {
    return written;
  }

  /**
   * What is written so.
   *
   * @throws ProtocolException when nothing is
   */
  public static AuditType of(String written) throws ProtocolException {
    for (AuditType type : values()) {
      if (type.written.equals(written)) {
        return type;
      }
    }
    throw new ProtocolException("nothing of this kind is ever logged: " + written);
  }

  /** The record of a decision with {@code verdict}. */
  public static AuditType of(Verdict verdict) {
    return switch (verdict) {
      case APPROVE -> REQUEST_APPROVED;
      case EDIT -> REQUEST_EDITED;
      case RESPOND -> REQUEST_RESPONDED;
      case REJECT -> REQUEST_REJECTED;
      case EXPIRE -> REQUEST_EXPIRED;
    };
  }
}
