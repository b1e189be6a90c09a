package dev.callgate.approver.life;

import dev.callgate.approver.api.Agreement;
import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.store.ReviewRow;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a person says about a request, once it is known that the request allows it.
 *
 * @param edits sorted by name, so that the same edits are equal in whatever order they were named
 */
record Said(
    Verdict verdict,
    List<Edit> edits,
    @Nullable JsonNode response,
    @Nullable String reason,
    @Nullable GrantTerms grant) {
  Said {
    edits = edits.stream().sorted(Comparator.comparing(Edit::name)).toList();
    response = response == null || response.isNull() ? null : response;
  }

  /** Reads back what was checked before it was kept. */
  static Said of(ReviewRow review) {
    ReviewBody body = GivenReview.of(review).body();
    List<Edit> edits = body.edits() == null ? List.of() : body.edits();
    return new Said(review.verdict(), edits, body.response(), review.reason(), body.grant());
  }

  /** Whether both let exactly the same happen. The reasons may differ. */
  boolean agreesWith(Said other) {
    return verdict == other.verdict
        && edits.equals(other.edits)
        && Objects.equals(response, other.response)
        && Objects.equals(grant, other.grant);
  }

  Agreement agreedBy(List<String> people) {
    return new Agreement(verdict, edits, response, grant, people);
  }

  /** In words: {@code edit amount = 5}. */
  String words() {
    return switch (verdict) {
      case EDIT ->
          "edit "
              + edits.stream()
                  .map(edit -> edit.name() + " = " + edit.value())
                  .collect(Collectors.joining(", "));
      case RESPOND -> "respond " + (response == null ? "null" : response);
      case APPROVE, REJECT, EXPIRE ->
          ReviewChecks.written(verdict)
              + (grant == null
                  ? ""
                  : " with a grant for " + grant.uses() + " more, until " + grant.untilMillis());
    };
  }
}
