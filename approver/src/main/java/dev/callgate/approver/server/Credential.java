package dev.callgate.approver.server;

import java.util.List;

/**
 * A bearer token that the approver accepts, known by its digest only.
 *
 * @param kind what it opens
 * @param name who holds it; for reviewers the name under which reviews are recorded
 * @param tokenDigest {@link dev.callgate.protocol.Digests#of(String)} of the token
 * @param groups for reviewers the groups they are in, {@link
 *     dev.callgate.approver.life.Person#EVERY_GROUP} for all there are; otherwise empty
 */
public record Credential(Kind kind, String name, String tokenDigest, List<String> groups) {
  /** What a credential opens. */
  public enum Kind {
    /** Enrolling JVMs, and nothing else. */
    ENROLMENT,
    /** Seeing and deciding requests, and the audit log. */
    REVIEWER,
    /** Saying who may do what, and nothing else. */
    ADMIN
  }
}
