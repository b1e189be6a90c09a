package dev.callgate.approver.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears that somebody has committed. A notification is only a hint to look: one that is lost, or a
 * server that has none, delays the look by a second.
 */
final class PostgresListener implements AutoCloseable {
  static final String CHANNEL = "callgate";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresListener.class);
  private static final int LONGEST_WAIT_MILLIS = 1_000;
  private static final long AFTER_FAILURE_MILLIS = 1_000;

  private final PostgresSource source;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;
  private volatile @Nullable Connection connection;

  PostgresListener(PostgresSource source) {
    this.source = source;
  }

  synchronized void start(Runnable look) {
    if (thread != null) {
      throw new IllegalStateException("somebody follows already");
    }
    Thread started = new Thread(() -> run(look), "callgate-follower");
    started.setDaemon(true);
    started.start();
    thread = started;
  }

  private void run(Runnable look) {
    boolean wasAway = false;
    while (closed.getCount() > 0) {
      try (Connection listening = source.dataSource().getConnection()) {
        connection = listening;
        try (Statement statement = listening.createStatement()) {
          statement.execute("LISTEN " + CHANNEL);
        }
        if (wasAway) {
          LOG.info("the database is back");
          wasAway = false;
        }
        // First a look: what was committed while nobody listened is announced no more.
        do {
          look.run();
          listening.unwrap(PGConnection.class).getNotifications(LONGEST_WAIT_MILLIS);
        } while (closed.getCount() > 0);
      } catch (SQLException | RuntimeException e) {
        if (closed.getCount() > 0) {
          if (!wasAway) {
            LOG.error("the database is away, trying again: {}", Trouble.words(e));
          }
          wasAway = true;
          pause();
        }
      }
    }
  }

  private void pause() {
    try {
      closed.await(AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    Thread waiting;
    synchronized (this) {
      waiting = thread;
    }
    if (waiting == null) {
      return;
    }
    try {
      Connection open = connection;
      if (open != null) {
        // It may be waiting on this connection.
        open.abort(Runnable::run);
      }
      waiting.join(TimeUnit.SECONDS.toMillis(10));
    } catch (SQLException e) {
      LOG.error("the connection that listens does not close", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
