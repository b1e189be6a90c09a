package dev.callgate.approver.api;

import dev.callgate.Outcome;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as a reviewer sees it in a list.
 *
 * @param id the request's id
 * @param state where it stands
 * @param outcome how the JVM says the call ended, or null while it has not said
 * @param requestDigest what a review has to repeat
 * @param request what the JVM signed
 * @param createdAtMillis when the approver received it, epoch milliseconds
 * @param expiresAtMillis when its time is over, epoch milliseconds of the approver's clock
 * @param nowMillis the approver's clock at the time of the answer
 * @param decision what was decided, or null
 * @param progress how far each rule's demand for people is met
 * @param agreed what those who said yes so far agreed to, or null while nobody has, and once it is
 *     decided
 * @param jvm the JVM that asked
 * @param agentName that JVM in words
 * @param grantScope which calls a grant given with its approval would be about; null where its
 *     rules let nobody grant
 */
public record RequestSummary(
    String id,
    RequestState state,
    @Nullable Outcome outcome,
    String requestDigest,
    CallRequest request,
    long createdAtMillis,
    long expiresAtMillis,
    long nowMillis,
    @Nullable CallDecision decision,
    List<Progress> progress,
    @Nullable Agreement agreed,
    String jvm,
    String agentName,
    @Nullable String grantScope) {}
