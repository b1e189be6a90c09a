package dev.callgate.approver.api;

import org.jspecify.annotations.Nullable;

/**
 * An enrolled JVM as reviewers see it. Times are the approver's clock, epoch milliseconds.
 *
 * @param jvm its id
 * @param application its configured name
 * @param environment its configured environment, or null
 * @param host the machine's name, as the JVM said
 * @param pid the process id, as the JVM said
 * @param java the JVM's name and version
 * @param agentVersion the agent's version
 * @param ruleSetDigest the policies in force when it enrolled
 * @param enrolledAtMillis since when
 * @param lastSeenMillis when it was heard of last
 * @param reportedAtMillis when it reported last what its rules have done; 0 for never
 * @param ended whether it said that it was ending
 * @param revoked whether an admin has turned it away
 * @param heldNow how many of its calls wait
 * @param nowMillis the time of this answer
 */
public record AgentSummary(
    String jvm,
    String application,
    @Nullable String environment,
    String host,
    long pid,
    String java,
    String agentVersion,
    String ruleSetDigest,
    long enrolledAtMillis,
    long lastSeenMillis,
    long reportedAtMillis,
    boolean ended,
    boolean revoked,
    long heldNow,
    long nowMillis) {}
