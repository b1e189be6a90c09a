package dev.callgate.approver.life;

import dev.callgate.approver.api.NotificationEvent;
import dev.callgate.approver.api.NotificationList;
import dev.callgate.approver.api.NotificationState;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.NotificationTable;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Verdict;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What people have to be told, written in the transaction of the change that it is about: there is
 * no change without it, and it of no change that was undone. Somebody else sends it.
 */
public final class Outbox {
  private static final int LONGEST_LIST = 1000;

  private final Database database;
  private final List<Subscription> subscriptions;

  /** In {@code database}, for these channels. */
  public Outbox(Database database, List<Subscription> subscriptions) {
    this.database = database;
    this.subscriptions = List.copyOf(subscriptions);
  }

  /**
   * What a channel wants to hear of.
   *
   * @param channel its name
   * @param groups only of calls that these groups of reviewers are to decide; empty for all calls
   * @param digestMillis what is due within this time of each other is due together; 0 for at once
   */
  public record Subscription(
      String channel, Set<NotificationEvent> events, Set<String> groups, long digestMillis) {

    private boolean wants(NotificationEvent event, CallRequest request) {
      return events.contains(event)
          && (groups.isEmpty()
              || request.demands().stream()
                  .anyMatch(
                      demand ->
                          demand.groups().isEmpty()
                              || demand.groups().stream().anyMatch(groups::contains)));
    }
  }

  /** A call waits from now on, until {@code expires} at the latest. */
  void asked(Handle handle, CallRequest request, long now, long expires) {
    long time = expires - now;
    add(handle, NotificationEvent.ASKED, request, now, now);
    add(handle, NotificationEvent.REMINDER, request, now, now + time / 2);
    add(handle, NotificationEvent.ESCALATION, request, now, now + time / 5 * 4);
  }

  /** It waits no more. */
  void ended(Handle handle, CallRequest request, Verdict verdict, long now) {
    NotificationEvent event =
        verdict == Verdict.EXPIRE ? NotificationEvent.EXPIRED : NotificationEvent.DECIDED;
    add(handle, event, request, now, now);
  }

  private void add(
      Handle handle, NotificationEvent event, CallRequest request, long now, long due) {
    for (Subscription each : subscriptions) {
      if (each.wants(event, request)) {
        // To the end of its stretch of time, which is the same for all that fall into it.
        long together =
            each.digestMillis() == 0 ? due : (due / each.digestMillis() + 1) * each.digestMillis();
        NotificationTable.insert(handle, each.channel(), event, request.requestId(), now, together);
      }
    }
  }

  /** The latest ones in one state, or of all. */
  public NotificationList list(@Nullable NotificationState state) {
    return database.read(
        handle ->
            new NotificationList(
                NotificationTable.latest(handle, state, LONGEST_LIST).stream()
                    .map(
                        row ->
                            new NotificationList.Line(
                                row.id(),
                                row.channel(),
                                row.event(),
                                row.requestId(),
                                row.state(),
                                row.tries(),
                                row.problem(),
                                row.createdAt(),
                                row.dueAt()))
                    .toList()));
  }
}
