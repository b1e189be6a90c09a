package dev.callgate.approver.api;

import dev.callgate.protocol.Edit;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What those who have said yes so far have agreed to: everybody else has to say the very same.
 *
 * @param verdict approve, edit or respond
 * @param edits for {@link Verdict#EDIT}: the changed arguments; otherwise empty
 * @param response for {@link Verdict#RESPOND}: the answer; otherwise null
 * @param grant for which later calls besides, or null for none
 * @param by who, in the order of their reviews
 */
public record Agreement(
    Verdict verdict,
    List<Edit> edits,
    @Nullable JsonNode response,
    @Nullable GrantTerms grant,
    List<String> by) {}
