package dev.callgate.approver.store;

import dev.callgate.protocol.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person's review as it is kept. The array is not copied: treat it as read-only.
 *
 * @param reviewer who
 * @param groups those of the demanded groups that the person was in at that time
 * @param verdict what the person said
 * @param reason why, or null
 * @param payload the exact bytes that the person sent
 * @param createdAt when, epoch milliseconds
 */
// Compared by nobody: the bytes are only carried.
@SuppressWarnings("ArrayRecordComponent")
public record ReviewRow(
    String reviewer,
    List<String> groups,
    Verdict verdict,
    @Nullable String reason,
    byte[] payload,
    long createdAt) {}
