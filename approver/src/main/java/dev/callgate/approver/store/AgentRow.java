package dev.callgate.approver.store;

import org.jspecify.annotations.Nullable;

/**
 * An enrolled JVM.
 *
 * @param id the id that the JVM drew at its start
 * @param publicKey its key in written form
 * @param application its configured name
 * @param environment its configured environment, or null
 * @param ruleSetDigest the policies in force when it enrolled
 * @param host the machine's name, as the JVM said
 * @param pid the process id, as the JVM said
 * @param java the JVM's name and version
 * @param agentVersion the agent's version
 * @param sessionDigest digest of the session token; the token itself is not stored
 * @param decisionCursor how many decisions this JVM has had
 * @param enrolledAt epoch milliseconds of its last enrolment
 * @param revokedAt epoch milliseconds of when an admin turned it away, 0 for not
 */
public record AgentRow(
    String id,
    String publicKey,
    String application,
    @Nullable String environment,
    String ruleSetDigest,
    String host,
    long pid,
    String java,
    String agentVersion,
    String sessionDigest,
    long decisionCursor,
    long enrolledAt,
    long revokedAt) {

  /** How a person tells this JVM from others. */
  static String displayName(
      String application, @Nullable String environment, long pid, String host) {
    String place = environment == null ? "" : " (" + environment + ")";
    return application + place + ", process " + pid + " on " + host;
  }
}
