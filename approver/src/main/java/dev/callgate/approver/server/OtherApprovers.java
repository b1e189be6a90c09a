package dev.callgate.approver.server;

import dev.callgate.approver.life.Change;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.RequestTable;
import java.util.List;
import java.util.function.Consumer;

/**
 * What other approvers on the same database have done, for those who wait at this one. Every change
 * has its entry in the audit log, so the log's end tells how far this one has looked. Its own
 * changes come along and are told a second time, which wakes somebody for nothing. One thread only.
 */
final class OtherApprovers {
  private static final int STEP = 100;

  private final Database database;
  private final Consumer<Change> tell;
  private final Runnable tellEverybody;
  private long seen;

  /** From now on: {@code tell} hears of each request, {@code tellEverybody} of everything else. */
  OtherApprovers(Database database, Consumer<Change> tell, Runnable tellEverybody) {
    this.database = database;
    this.tell = tell;
    this.tellEverybody = tellEverybody;
    this.seen = database.<Long, RuntimeException>read(AuditLog::head);
  }

  private record Step(long end, boolean more, List<RequestTable.Changed> changed) {}

  /** Tells what has been committed since the last look. */
  void look() {
    Step step;
    do {
      long from = seen;
      step =
          database.read(
              handle -> {
                long head = AuditLog.head(handle);
                if (head <= from) {
                  return new Step(head, false, List.of());
                }
                List<RequestTable.Changed> changed =
                    RequestTable.whereaboutsAfter(handle, from, STEP);
                long end = changed.size() < STEP ? head : changed.get(changed.size() - 1).seq();
                return new Step(end, AuditLog.isAboutMore(handle, from), changed);
              });
      // Backwards, too: a database that was brought back from a backup goes on from there.
      seen = step.end();
      for (RequestTable.Changed each : step.changed()) {
        tell.accept(new Change(each.jvm(), each.state(), each.expiresAt()));
      }
      if (step.more()) {
        tellEverybody.run();
      }
    } while (step.changed().size() == STEP);
  }
}
