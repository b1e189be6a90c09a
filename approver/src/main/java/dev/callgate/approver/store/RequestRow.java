package dev.callgate.approver.store;

import dev.callgate.Outcome;
import dev.callgate.approver.api.RequestState;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is kept. Arrays are not copied: treat them as read-only.
 *
 * @param id the request's id
 * @param jvm the JVM that asked
 * @param agentName that JVM in words
 * @param envelope the exact bytes it sent
 * @param digest the digest of the signed payload
 * @param state where it stands
 * @param createdAt epoch milliseconds at which it was received
 * @param expiresAt epoch milliseconds after which nobody can decide it
 * @param outcome how the JVM says the call ended, or null while it has not said
 * @param outcomeDetail what it said about that, or null
 * @param decisionEnvelope the signed decision, or null while there is none
 * @param changedSeq the audit entry of its last change
 */
// Compared by nobody: the bytes are only carried.
@SuppressWarnings("ArrayRecordComponent")
public record RequestRow(
    String id,
    String jvm,
    String agentName,
    byte[] envelope,
    String digest,
    RequestState state,
    long createdAt,
    long expiresAt,
    @Nullable Outcome outcome,
    @Nullable String outcomeDetail,
    byte @Nullable [] decisionEnvelope,
    long changedSeq) {}
