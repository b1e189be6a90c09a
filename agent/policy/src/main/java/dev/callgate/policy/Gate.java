package dev.callgate.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a held call is decided. Rules that do not gate carry the default, which nobody consults.
 *
 * @param decisions what a person may answer; always contains {@link Verb#REJECT}
 * @param editable names or indexes of the arguments a person may change, or the single item {@code
 *     *} for all of them
 * @param approvers the groups that may decide; empty means whoever may decide at all
 * @param quorum how many different people must approve, 1 to {@link #LARGEST_QUORUM}
 * @param requesterMayApprove whether the person for whom the call is made may be one of them
 * @param expires how long silence lasts before it means no; positive
 * @param covers what else an approval lets through
 * @param assurance what a yes has to prove; null for what the program's configuration says
 * @param grant how far a yes may stand for later calls; null for this one call
 * @param coolDown how long a person's no stands for the same call; zero for that one call
 */
public record Gate(
    Set<Verb> decisions,
    List<String> editable,
    List<String> approvers,
    int quorum,
    boolean requesterMayApprove,
    Duration expires,
    List<Cover> covers,
    @Nullable Assurance assurance,
    @Nullable GrantLimits grant,
    Duration coolDown) {
  /** In {@link #editable} and in {@code redact}: every argument. */
  public static final String EVERY_ARGUMENT = "*";

  /** More people than anybody gets together before a request expires. */
  public static final int LARGEST_QUORUM = 20;

  public static final Duration DEFAULT_EXPIRES = Duration.ofHours(24);

  public Gate {
    EnumSet<Verb> copy = EnumSet.of(Verb.REJECT);
    copy.addAll(decisions);
    decisions = Collections.unmodifiableSet(copy);
    editable = List.copyOf(editable);
    approvers = List.copyOf(approvers);
    covers = List.copyOf(covers);
  }

  /** Every call is asked about by itself. */
  public Gate(
      Set<Verb> decisions,
      List<String> editable,
      List<String> approvers,
      int quorum,
      boolean requesterMayApprove,
      Duration expires,
      List<Cover> covers,
      @Nullable Assurance assurance) {
    this(
        decisions,
        editable,
        approvers,
        quorum,
        requesterMayApprove,
        expires,
        covers,
        assurance,
        null,
        Duration.ZERO);
  }

  /** The same with another assurance. */
  Gate assured(@Nullable Assurance other) {
    return new Gate(
        decisions,
        editable,
        approvers,
        quorum,
        requesterMayApprove,
        expires,
        covers,
        other,
        grant,
        coolDown);
  }

  /** Who has to say yes, in words: {@code 2 people of ops, risk}. */
  public String people() {
    String people = quorum == 1 ? "1 person" : quorum + " different people";
    return people
        + (approvers.isEmpty() ? "" : " of " + String.join(", ", approvers))
        + (requesterMayApprove ? ", the requester among them or not" : ", not the requester")
        + (assurance == null ? "" : ", assurance " + assurance.written());
  }

  /** What a rule without a {@code gate} block gets: approve or reject, within a day. */
  public static Gate standard() {
    return new Gate(
        EnumSet.of(Verb.APPROVE, Verb.REJECT),
        List.of(),
        List.of(),
        1,
        false,
        DEFAULT_EXPIRES,
        List.of(),
        null);
  }
}
