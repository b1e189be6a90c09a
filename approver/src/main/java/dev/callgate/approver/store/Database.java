package dev.callgate.approver.store;

import java.io.IOException;
import java.nio.file.Path;
import org.jdbi.v3.core.HandleCallback;

/**
 * What an approver keeps: in one SQLite file of its own, or in a PostgreSQL database that it may
 * share with other approvers. The same statements run on both. Every commit is on disk before it is
 * acknowledged. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private final Engine engine;

  private Database(Engine engine) {
    this.engine = engine;
  }

  /**
   * Opens the database, creating its tables and bringing them to the current schema where needed.
   *
   * @throws IOException when it cannot be reached or is in use, is not this product's, was written
   *     by a newer version, or could lose what it has acknowledged; the message is one line and
   *     says what to do
   */
  public static Database open(DatabaseLocation location) throws IOException {
    Engine engine;
    if (location instanceof DatabaseLocation.PostgresServer server) {
      engine = PostgresEngine.open(server);
    } else if (location instanceof DatabaseLocation.EmbeddedFile file) {
      engine = SqliteEngine.open(file.path());
    } else {
      throw new AssertionError(location);
    }
    try {
      engine.<Void, RuntimeException>write(
          handle -> {
            AuditLog.prepare(handle);
            return null;
          });
      return new Database(engine);
    } catch (RuntimeException e) {
      engine.close();
      throw new IOException(
          "the database cannot be opened: " + location + ": " + Trouble.words(e), e);
    }
  }

  /** Opens a file of its own. */
  public static Database open(Path path) throws IOException {
    return open(DatabaseLocation.file(path));
  }

  /**
   * Runs {@code work} in one transaction, with nobody else's at the same time, on whichever
   * approver. It commits when {@code work} returns, is on disk when this method returns, and is
   * undone when {@code work} throws.
   *
   * @param work may be run again after it was undone, so it changes nothing but the database
   * @throws DatabaseAwayException when the database cannot be reached; whether the transaction was
   *     committed is then unknown
   */
  public <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
    return engine.write(work);
  }

  /**
   * Runs {@code work} on one consistent state of everything committed.
   *
   * @throws DatabaseAwayException when the database cannot be reached
   */
  public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    return engine.read(work);
  }

  /**
   * Has {@code look} run soon after another approver has committed something, and now and then
   * besides, on one thread, until {@link #close()}. For a file it never runs: nobody else has it.
   */
  public void follow(Runnable look) {
    engine.follow(look);
  }

  @Override
  public void close() {
    engine.close();
  }
}
