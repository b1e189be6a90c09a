package dev.callgate.approver.life;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.life.Decisions.Ruling;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AgentTable;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.approver.store.RequestTable;
import dev.callgate.approver.store.ReviewRow;
import dev.callgate.approver.store.ReviewTable;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Quorum;
import dev.callgate.protocol.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * People say yes, no, or something else. The only place where a request is decided by people, in
 * one transaction: a no at once, a yes with the review that gives every rule its people. Until then
 * the reviews are kept, one for each person, all of them for the very same thing.
 */
public final class Reviews {
  private final Database database;
  private final People people;
  private final Decisions decisions;
  private final StandingAnswers standing;
  private final Views views;
  private final Clock clock;
  private final Consumer<Change> afterCommit;

  /** Reviews of what is in {@code database}; {@code afterCommit} hears of each that counts. */
  public Reviews(
      Database database,
      People people,
      Decisions decisions,
      StandingAnswers standing,
      Views views,
      Clock clock,
      Consumer<Change> afterCommit) {
    this.database = database;
    this.people = people;
    this.decisions = decisions;
    this.standing = standing;
    this.views = views;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /**
   * Takes a person's review of the request {@code id} and returns the request as it then is: it may
   * still be pending. The same review again changes nothing.
   *
   * @throws Refusal when the person looked at another request, is too late, has no say in it, says
   *     something that the request does not allow, or something else than those before
   */
  public RequestDetail review(Person person, Means means, String id, byte[] body) throws Refusal {
    return take(person, means, id, GivenReview.plain(body), body);
  }

  /**
   * The same for a review that its person has signed: the whole body is the signed review.
   *
   * @throws Refusal besides, when the signature is not that person's, by the trust bundle as it is
   *     now
   */
  public RequestDetail reviewSigned(Person person, Means means, String id, byte[] body)
      throws Refusal {
    GivenReview review = GivenReview.signed(body);
    OwnSignature.check(review, person, id, people.bundle());
    return take(person, means, id, review, body);
  }

  private RequestDetail take(Person person, Means means, String id, GivenReview review, byte[] body)
      throws Refusal {
    List<Change> changes = database.write(handle -> take(handle, person, means, id, review, body));
    changes.forEach(afterCommit);
    return views.show(id);
  }

  /** What has changed, if anything has. */
  private List<Change> take(
      Handle handle, Person person, Means means, String id, GivenReview review, byte[] bytes)
      throws Refusal {
    RequestRow row = pending(RequestTable.byId(handle, id), id, review.body());
    CallRequest request = StoredObjects.request(row);
    means.check(request);
    long now = clock.millis();
    if (said(review) != Verdict.REJECT
        && AgentTable.byId(handle, row.jvm()).filter(jvm -> jvm.revokedAt() > 0).isPresent()) {
      throw new Refusal(
          Code.TOO_LATE,
          "an admin has revoked the JVM that asks: nothing runs there any more",
          "nothing was changed; reject it, or let its time pass");
    }
    Said said = ReviewChecks.check(review.body(), request, now);
    if (said.grant() != null) {
      means.checkGrant();
    }
    OwnSignature.require(review, request, said.verdict());
    Entitlement.checkRole(person);
    List<String> groups = people.groups(person, request.demands(), said.verdict());
    Entitlement.check(person, groups, request, said.verdict());
    if (now >= row.expiresAt()) {
      throw tooLate(id, RequestState.EXPIRED);
    }
    List<ReviewRow> reviews = new ArrayList<>(ReviewTable.of(handle, id));
    ReviewRow before = takeOut(reviews, person.name());
    if (said.verdict() != Verdict.REJECT) {
      checkAgreement(handle, said, reviews, request, row.digest());
    }
    boolean again = before != null && isSameAgain(said, review, bytes, before);
    ReviewRow given =
        again && before != null
            ? before
            : new ReviewRow(person.name(), groups, said.verdict(), said.reason(), bytes, now);
    if (!again) {
      if (before != null) {
        ReviewTable.remove(handle, id, before.reviewer());
      }
      ReviewTable.insert(handle, id, given);
    }
    reviews.add(given);
    // Also after the same again: who counts may have changed meanwhile.
    Ruling ruling = ruling(handle, said, given, reviews, request, row.digest());
    if (ruling == null) {
      if (again) {
        return List.of();
      }
      note(handle, row, said, given);
      return List.of(new Change(row.jvm(), RequestState.PENDING, row.expiresAt()));
    }
    RequestState state = RequestState.after(ruling.verdict());
    if (!RequestTable.decide(handle, id, state, now)) {
      throw tooLate(id, RequestState.EXPIRED);
    }
    decisions.record(handle, row, ruling, given.payload(), now);
    List<Change> changes = new ArrayList<>();
    changes.add(new Change(row.jvm(), state, row.expiresAt()));
    GrantTerms grant = said.grant();
    if (grant != null) {
      Grants.give(handle, row, grant, ruling.actor(), now);
      changes.addAll(standing.useForWaiting(handle, grant.scope(), now));
    }
    return changes;
  }

  private static Verdict said(GivenReview review) throws Refusal {
    return SignedObjects.present(review.body().verdict(), "verdict");
  }

  /** Whether nothing would be kept that is not kept already: another signature is something new. */
  private static boolean isSameAgain(
      Said said, GivenReview review, byte[] bytes, ReviewRow before) {
    return said.verdict() != Verdict.REJECT
        && said.agreesWith(Said.of(before))
        && (Arrays.equals(bytes, before.payload())
            || (review.signed() == null && GivenReview.of(before).signed() == null));
  }

  /** The decision that the reviews come to; null while there are too few. */
  private @Nullable Ruling ruling(
      Handle handle,
      Said said,
      ReviewRow given,
      List<ReviewRow> reviews,
      CallRequest request,
      String digest) {
    String actor = "reviewer:" + given.reviewer();
    if (said.verdict() == Verdict.REJECT) {
      CountedReview no =
          new CountedReview(given.reviewer(), given.groups(), Verdict.REJECT, given.createdAt());
      return new Ruling(Verdict.REJECT, List.of(), null, said.reason(), actor, List.of(no));
    }
    List<CountedReview> counted = people.counted(handle, reviews, request, digest);
    return Quorum.unmet(request.demands(), request.requester(), counted) == null
        ? new Ruling(
            said.verdict(),
            said.edits(),
            said.response(),
            reasons(reviews, counted),
            actor,
            counted)
        : null;
  }

  /** One person's own words, or everybody's with their names. */
  private static @Nullable String reasons(List<ReviewRow> reviews, List<CountedReview> counted) {
    List<String> reasons = new ArrayList<>();
    for (ReviewRow review : reviews) {
      boolean counts =
          counted.stream().anyMatch(c -> Quorum.isSame(c.reviewer(), review.reviewer()));
      if (counts && review.reason() != null) {
        reasons.add(
            counted.size() == 1 ? review.reason() : review.reviewer() + ": " + review.reason());
      }
    }
    return reasons.isEmpty() ? null : String.join("; ", reasons);
  }

  private static @Nullable ReviewRow takeOut(List<ReviewRow> reviews, String name) {
    for (ReviewRow review : reviews) {
      if (Quorum.isSame(review.reviewer(), name)) {
        reviews.remove(review);
        return review;
      }
    }
    return null;
  }

  /**
   * Nobody's yes becomes a yes to what somebody else thought of: whoever wants another change has
   * to win over those who were first, each of whom may still change their own review.
   */
  private void checkAgreement(
      Handle handle, Said said, List<ReviewRow> others, CallRequest request, String digest)
      throws Refusal {
    for (CountedReview counted : people.counted(handle, others, request, digest)) {
      for (ReviewRow other : others) {
        if (!Quorum.isSame(other.reviewer(), counted.reviewer())) {
          continue;
        }
        Said agreed = Said.of(other);
        if (!said.agreesWith(agreed)) {
          throw new Refusal(
              Code.DISAGREES,
              other.reviewer() + " has agreed to: " + agreed.words(),
              "say the same, reject it, or ask " + other.reviewer() + " to review it again");
        }
      }
    }
  }

  private static void note(Handle handle, RequestRow row, Said said, ReviewRow given) {
    TreeMap<String, String> digests = new TreeMap<>();
    digests.put("request", row.digest());
    digests.put("review", Digests.of(given.payload()));
    // No values: they are the arguments', and only the decision has them.
    String verdict = ReviewChecks.written(said.verdict());
    long seq =
        AuditLog.append(
            handle,
            new AuditEvent(
                    given.createdAt(),
                    AuditType.REVIEW_GIVEN,
                    row.id(),
                    row.jvm(),
                    "reviewer:" + given.reviewer(),
                    said.reason() == null ? verdict : verdict + ": " + said.reason(),
                    digests)
                .with("review", given.payload()));
    RequestTable.touch(handle, row.id(), seq);
  }

  private static RequestRow pending(Optional<RequestRow> found, String id, ReviewBody review)
      throws Refusal {
    RequestRow row =
        found.orElseThrow(
            () ->
                new Refusal(
                    Code.NOT_FOUND,
                    "no request has the id " + id,
                    "list the requests to see their ids"));
    if (!row.digest().equals(review.requestDigest())) {
      throw new Refusal(
          Code.CONFLICT,
          "the request you looked at is not this one",
          "look at it again and repeat its requestDigest");
    }
    if (row.state() != RequestState.PENDING) {
      throw tooLate(id, row.state());
    }
    return row;
  }

  private static Refusal tooLate(String id, RequestState state) {
    return new Refusal(
        Code.TOO_LATE,
        "the request "
            + id
            + " is no longer pending, it is "
            + state.name().toLowerCase(Locale.ROOT),
        "nothing was changed; look at its history to see who decided");
  }
}
