package dev.callgate.approver.api;

import dev.callgate.protocol.GatedMethod;
import dev.callgate.protocol.Repeats.Bound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A yes that stands for later calls, with all its bounds.
 *
 * @param id the request at which it was given
 * @param state whether it lets calls through
 * @param application whose calls
 * @param environment in which environment, or null
 * @param method of which method
 * @param rules held by which rules
 * @param bound which values they have to repeat; everything else may differ
 * @param caller from where
 * @param requester for which person, or null where the program named nobody
 * @param uses how many of them
 * @param used how many it has let through
 * @param givenAtMillis when it was given, epoch milliseconds
 * @param untilMillis when it is over, epoch milliseconds
 * @param givenBy by whom
 * @param revokedBy who took it back, or null
 * @param revokedAtMillis when, 0 while nobody did
 * @param revokeReason why, or null
 * @param nowMillis the approver's clock at the time of the answer
 */
public record GrantSummary(
    String id,
    GrantState state,
    String application,
    @Nullable String environment,
    GatedMethod method,
    List<String> rules,
    List<Bound> bound,
    String caller,
    @Nullable String requester,
    int uses,
    int used,
    long givenAtMillis,
    long untilMillis,
    List<String> givenBy,
    @Nullable String revokedBy,
    long revokedAtMillis,
    @Nullable String revokeReason,
    long nowMillis) {}
