package dev.callgate.approver.api;

import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a person says about a request.
 *
 * @param requestDigest the digest of the request that the person looked at
 * @param verdict what the person says; not {@link Verdict#EXPIRE}
 * @param reason why, or null
 * @param edits for {@link Verdict#EDIT}: the changed arguments; otherwise empty
 * @param response for {@link Verdict#RESPOND}: the answer, which may be a JSON null; otherwise null
 */
public record ReviewBody(
    String requestDigest,
    Verdict verdict,
    @Nullable String reason,
    List<Edit> edits,
    @Nullable JsonNode response) {}
