package dev.callgate.cli.terminal;

import dev.callgate.approver.api.Agreement;
import dev.callgate.approver.api.Progress;
import dev.callgate.protocol.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who has agreed and who is still needed, in words. Everything returned is safe to print. */
public final class PeopleWords {
  private static final int LONGEST = 500;

  private PeopleWords() {}

  /** Whether a request takes more than one person's yes, or somebody's in particular. */
  public static boolean worthTelling(List<Progress> progress) {
    return progress.stream().anyMatch(each -> each.quorum() > 1 || !each.groups().isEmpty());
  }

  /** {@code 1 of 2}: of the rule that is furthest from being satisfied. */
  public static String count(List<Progress> progress) {
    Progress furthest = furthest(progress);
    return furthest == null ? "-" : furthest.by().size() + " of " + furthest.quorum();
  }

  private static @Nullable Progress furthest(List<Progress> progress) {
    Progress furthest = null;
    for (Progress each : progress) {
      if (furthest == null
          || each.missing() > furthest.missing()
          || (each.missing() == furthest.missing() && each.quorum() > furthest.quorum())) {
        furthest = each;
      }
    }
    return furthest;
  }

  /** {@code 1 of 2, needs 1 more of ops, risk}: everything that is still missing. */
  public static String needed(List<Progress> progress) {
    List<String> missing = new ArrayList<>();
    for (Progress each : progress) {
      if (each.missing() > 0) {
        String more = "needs " + each.missing() + (each.by().isEmpty() ? "" : " more") + of(each);
        if (!missing.contains(more)) {
          missing.add(more);
        }
      }
    }
    return SafeText.of(
        count(progress) + (missing.isEmpty() ? "" : ", " + String.join("; ", missing)), LONGEST);
  }

  /** One rule's demand and who has met it: {@code shop/refund: 1 of 2 of ops, risk: alice}. */
  public static String line(Progress each) {
    return SafeText.of(
        each.rule()
            + ": "
            + each.by().size()
            + " of "
            + each.quorum()
            + of(each)
            + (each.requesterMayApprove() ? ", the requester may be one" : "")
            + (each.by().isEmpty() ? "" : ": " + String.join(", ", each.by())),
        LONGEST);
  }

  private static String of(Progress each) {
    return each.groups().isEmpty() ? "" : " of " + String.join(", ", each.groups());
  }

  /** {@code alice said edit amount = 5}. */
  public static String agreed(Agreement agreed) {
    String what =
        switch (agreed.verdict()) {
          case EDIT ->
              "edit "
                  + agreed.edits().stream()
                      .map(PeopleWords::edit)
                      .collect(Collectors.joining(", "));
          case RESPOND -> "respond " + agreed.response();
          case APPROVE ->
              agreed.grant() == null
                  ? "approve"
                  : "approve, with a grant for " + GrantWords.calls(agreed.grant().uses());
          case REJECT -> "reject";
          case EXPIRE -> "expire";
        };
    return SafeText.of(String.join(", ", agreed.by()) + " said " + what, LONGEST);
  }

  private static String edit(Edit edit) {
    return edit.name() + " = " + edit.value();
  }
}
