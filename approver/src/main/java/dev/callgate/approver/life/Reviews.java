package dev.callgate.approver.life;

import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.life.Decisions.Ruling;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.approver.store.RequestTable;
import dev.callgate.approver.store.ReviewTable;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A person says yes, no, or something else; the first one to say it decides. */
public final class Reviews {
  private final Database database;
  private final Decisions decisions;
  private final Views views;
  private final Clock clock;
  private final Consumer<Change> afterCommit;

  /** Reviews of what is in {@code database}; {@code afterCommit} hears of each decision. */
  public Reviews(
      Database database,
      Decisions decisions,
      Views views,
      Clock clock,
      Consumer<Change> afterCommit) {
    this.database = database;
    this.decisions = decisions;
    this.views = views;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /**
   * Decides the request {@code id} and returns it as it then is.
   *
   * @throws Refusal when the person looked at another request, is too late, or says something that
   *     the request does not allow
   */
  public RequestDetail review(String reviewer, String id, byte[] body) throws Refusal {
    ReviewBody review = SignedObjects.read(body, ReviewBody.class);
    Change change =
        database.write(
            handle -> {
              RequestRow row = pending(RequestTable.byId(handle, id), id, review);
              Ruling ruling = ReviewChecks.check(reviewer, review, StoredObjects.request(row));
              long now = clock.millis();
              RequestState state = RequestState.after(ruling.verdict());
              if (!RequestTable.decide(handle, id, state, now)) {
                throw tooLate(id, RequestState.EXPIRED);
              }
              ReviewTable.insert(
                  handle, id, reviewer, ruling.verdict(), ruling.reason(), body, now);
              decisions.record(handle, row, ruling, now);
              return new Change(row.jvm(), state, row.expiresAt());
            });
    afterCommit.accept(change);
    return views.show(id);
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
