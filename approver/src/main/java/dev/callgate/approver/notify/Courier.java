package dev.callgate.approver.notify;

import dev.callgate.approver.api.NotificationState;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.NotificationRow;
import dev.callgate.approver.store.NotificationTable;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.approver.store.RequestTable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due out of the outbox and sends it. A row is claimed for a while first, so that of
 * several approvers one sends it; an approver that dies meanwhile has it sent once more, under the
 * same id. Calls of {@link #sendDue} do not overlap.
 */
public final class Courier {
  /** How often one is tried before it is given up. */
  public static final int MOST_TRIES = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration CLAIM = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final long MINUTE = 60_000;
  // What one claim covers is sent within its time, also when each takes as long as it may.
  private static final int STEP = 4;
  private static final int DIGEST = 100;

  private final Database database;
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, Delivery> deliveries = new HashMap<>();
  private final Supplier<URI> console;
  private final Clock clock;

  /**
   * A courier for the channels of {@code notifications}.
   *
   * @param console where the console is, for links
   */
  public Courier(
      Database database, Notifications notifications, Supplier<URI> console, Clock clock) {
    this.database = database;
    this.console = console;
    this.clock = clock;
    for (Channel each : notifications.channels()) {
      this.channels.put(each.name(), each);
      Delivery delivery;
      if (each.target() instanceof Channel.Mail mail) {
        delivery = new MailDelivery(mail);
      } else if (each.target() instanceof Channel.Hook hook) {
        delivery = new HookDelivery(hook, notifications.key(), clock);
      } else {
        throw new AssertionError(each.target());
      }
      deliveries.put(each.name(), delivery);
    }
  }

  private record Claimed(NotificationRow row, Message message) {}

  /**
   * Sends what is due now.
   *
   * @return when the next one is due, epoch milliseconds; empty when none waits
   */
  public synchronized OptionalLong sendDue() throws InterruptedException {
    OptionalLong next = nextDue();
    while (next.isPresent() && next.getAsLong() <= clock.millis()) {
      Map<String, List<Claimed>> claimed = claim();
      for (Map.Entry<String, List<Claimed>> each : claimed.entrySet()) {
        send(each.getKey(), each.getValue());
      }
      next = nextDue();
    }
    return next;
  }

  private OptionalLong nextDue() {
    return database.read(
        handle ->
            NotificationTable.nextDue(handle).stream().mapToLong(Long::longValue).findFirst());
  }

  private Map<String, List<Claimed>> claim() {
    long now = clock.millis();
    return database.write(
        handle -> {
          Map<String, List<Claimed>> claimed = new LinkedHashMap<>();
          Map<String, Long> left = new HashMap<>();
          for (NotificationRow row : NotificationTable.due(handle, now, DIGEST)) {
            Channel channel = channels.get(row.channel());
            RequestRow request = RequestTable.byId(handle, row.requestId()).orElse(null);
            boolean waits = request != null && request.state() == RequestState.PENDING;
            if (request == null || (row.event().isAboutWaiting() && !waits)) {
              NotificationTable.end(handle, row.id(), NotificationState.MOOT, now, null);
              continue;
            }
            if (channel == null) {
              NotificationTable.end(
                  handle,
                  row.id(),
                  NotificationState.DEAD,
                  now,
                  "the approver was started without this channel");
              continue;
            }
            List<Claimed> mine = claimed.computeIfAbsent(row.channel(), key -> new ArrayList<>());
            // A digest is one message for all, and its stretch of time is its limit.
            if (channel.subscription().digestMillis() == 0) {
              long more =
                  left.computeIfAbsent(
                      row.channel(),
                      key ->
                          channel.perMinute()
                              - NotificationTable.sentSince(handle, key, now - MINUTE, now));
              if (more <= 0) {
                NotificationTable.later(handle, row.id(), now + MINUTE / 4, null);
                continue;
              }
              if (mine.size() == STEP) {
                // Comes with the next claim.
                continue;
              }
              left.put(row.channel(), more - 1);
            }
            NotificationTable.claim(handle, row.id(), now + CLAIM.toMillis());
            mine.add(new Claimed(row, Messages.of(row, request, channel, console.get())));
          }
          return claimed;
        });
  }

  private void send(String channel, List<Claimed> claimed) throws InterruptedException {
    Channel to = channels.get(channel);
    Delivery delivery = deliveries.get(channel);
    if (to == null || delivery == null || claimed.isEmpty()) {
      return;
    }
    if (to.subscription().digestMillis() > 0) {
      deliver(delivery, claimed);
      return;
    }
    for (Claimed each : claimed) {
      deliver(delivery, List.of(each));
    }
  }

  private void deliver(Delivery delivery, List<Claimed> together) throws InterruptedException {
    try {
      delivery.deliver(together.stream().map(Claimed::message).toList());
      long now = clock.millis();
      finish(
          together,
          (handle, row) ->
              NotificationTable.end(handle, row.id(), NotificationState.SENT, now, null));
    } catch (Undelivered e) {
      long now = clock.millis();
      String why = e.getMessage();
      finish(
          together,
          (handle, row) -> {
            long tries = row.tries() + 1;
            if (e.isForGood() || tries >= MOST_TRIES) {
              LOG.error("the notification {} by {} is given up: {}", row.id(), row.channel(), why);
              NotificationTable.end(handle, row.id(), NotificationState.DEAD, now, why);
            } else {
              NotificationTable.later(handle, row.id(), now + pause(tries), why);
            }
          });
    }
  }

  private interface End {
    void of(Handle handle, NotificationRow row);
  }

  private void finish(List<Claimed> together, End end) {
    database.<Boolean, RuntimeException>write(
        handle -> {
          together.forEach(each -> end.of(handle, each.row()));
          return true;
        });
  }

  /** Longer each time, and never the same for all that failed at once. */
  static long pause(long tries) {
    long longest =
        Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(tries - 1, 20));
    return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
  }
}
