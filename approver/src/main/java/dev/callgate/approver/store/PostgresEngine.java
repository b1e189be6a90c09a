package dev.callgate.approver.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * A PostgreSQL database that several approvers may share. Each of their changes is a transaction
 * that first locks the one row that is the audit log's head, so that they come one after the other
 * wherever they are made, and that tells the others when it commits.
 */
final class PostgresEngine implements Engine {
  private static final int WRITERS = 4;
  private static final int READERS = 8;
  private static final int TRIES = 10;

  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final Jdbi writer;
  private final Jdbi reader;
  private final PostgresListener listener;

  private PostgresEngine(PostgresSource source) {
    this.writers = pool(source, WRITERS, "callgate-writer", /* readOnly= */ false);
    this.readers = pool(source, READERS, "callgate-reader", /* readOnly= */ true);
    this.writer = StorableText.in(Jdbi.create(writers));
    this.reader = StorableText.in(Jdbi.create(readers));
    this.listener = new PostgresListener(source);
  }

  static PostgresEngine open(DatabaseLocation.PostgresServer server) throws IOException {
    PostgresSource source = PostgresSource.of(server);
    source.check();
    Schema.bringUp(source.dataSource(), source.toString());
    return new PostgresEngine(source);
  }

  @Override
  public <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
    for (int attempt = 1; ; attempt++) {
      try {
        return writer.inTransaction(
            handle -> {
              lockHead(handle);
              T result = work.withHandle(handle);
              handle.execute("SELECT pg_notify('" + PostgresListener.CHANNEL + "', '')");
              return result;
            });
      } catch (RuntimeException failure) {
        if (Trouble.isAway(failure)) {
          throw new DatabaseAwayException(failure);
        }
        if (!Trouble.isWorthAnotherTry(failure) || attempt == TRIES) {
          throw failure;
        }
        pause(attempt, failure);
      }
    }
  }

  /**
   * From here to the commit nobody else writes. A transaction that waited here sees, in each of its
   * statements, what the one before it has committed.
   */
  private static void lockHead(Handle handle) {
    // No row before the log's first entry; AuditLog.prepare makes it, once, by its key.
    handle.execute("SELECT id FROM audit_head WHERE id = 1 FOR UPDATE");
  }

  @Override
  public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    try {
      return reader.inTransaction(work);
    } catch (RuntimeException failure) {
      throw Trouble.isAway(failure) ? new DatabaseAwayException(failure) : failure;
    }
  }

  @Override
  public void follow(Runnable look) {
    listener.start(look);
  }

  @Override
  public void close() {
    listener.close();
    readers.close();
    writers.close();
  }

  // Two that met step aside for differently long.
  private static void pause(int attempt, RuntimeException failure) {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(5L << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  private static HikariDataSource pool(
      PostgresSource source, int size, String name, boolean readOnly) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source.dataSource());
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setReadOnly(readOnly);
    // One state for the whole of a reader's transaction, the latest for each of a writer's steps.
    config.setTransactionIsolation(
        readOnly ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_READ_COMMITTED");
    // A database that is away is an answer, too, and the one who asked has to have it in time.
    config.setConnectionTimeout(5_000);
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(PostgresSource.SESSION);
    return new HikariDataSource(config);
  }
}
