package dev.callgate.approver.life;

import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.life.Decisions.Ruling;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.approver.store.RequestTable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Time runs out: silence becomes a signed no of its own kind. */
public final class Expiries {
  // Short transactions, so that a thousand expiries at once do not keep a review waiting.
  private static final int STEP = 50;

  private final Database database;
  private final Decisions decisions;
  private final Clock clock;
  private final Consumer<Change> afterCommit;

  /** Expiries in {@code database} by {@code clock}; {@code afterCommit} hears of each. */
  public Expiries(
      Database database, Decisions decisions, Clock clock, Consumer<Change> afterCommit) {
    this.database = database;
    this.decisions = decisions;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /**
   * Ends every pending request whose time is over.
   *
   * @return when the next one is due, epoch milliseconds; empty when none is pending
   */
  public OptionalLong expireDue() {
    List<Change> expired;
    do {
      expired = expireSome();
      expired.forEach(afterCommit);
    } while (expired.size() == STEP);
    return database.read(
        handle -> RequestTable.nextExpiry(handle).stream().mapToLong(Long::longValue).findFirst());
  }

  private List<Change> expireSome() {
    long now = clock.millis();
    return database.write(
        handle -> {
          List<Change> changes = new ArrayList<>();
          for (RequestRow row : RequestTable.due(handle, now, STEP)) {
            if (RequestTable.expire(handle, row.id(), now)) {
              decisions.record(handle, row, Ruling.expired(), null, now);
              changes.add(new Change(row.jvm(), RequestState.EXPIRED, row.expiresAt()));
            }
          }
          return changes;
        });
  }
}
