package dev.callgate.approver.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file with a write-ahead log, a commit on disk before it is acknowledged, one writer
 * and a few readers.
 */
final class SqliteEngine implements Engine {
  private static final int READERS = 4;

  private final DatabaseFile file;
  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final Jdbi writer;
  private final Jdbi reader;
  // Fair, so that a burst of submissions does not starve the review that would end it.
  private final ReentrantLock writing = new ReentrantLock(true);

  private SqliteEngine(DatabaseFile file) {
    this.file = file;
    this.writers = pool(source(file.path(), TransactionMode.IMMEDIATE), 1, "callgate-writer");
    HikariDataSource readers;
    try {
      readers = pool(source(file.path(), TransactionMode.DEFERRED), READERS, "callgate-reader");
    } catch (RuntimeException e) {
      writers.close();
      throw e;
    }
    this.readers = readers;
    this.writer = StorableText.in(Jdbi.create(writers));
    this.reader = StorableText.in(Jdbi.create(readers));
  }

  /**
   * Opens the file, creating it with mode 0600.
   *
   * @throws IOException when another approver has it open, or it lies where SQLite cannot keep it
   *     safe
   */
  static SqliteEngine open(Path path) throws IOException {
    DatabaseFile file = DatabaseFile.claim(path);
    try {
      Schema.bringUp(source(file.path(), TransactionMode.IMMEDIATE), path.toString());
      return new SqliteEngine(file);
    } catch (IOException e) {
      file.close();
      throw e;
    } catch (RuntimeException e) {
      file.close();
      throw new IOException("the database cannot be opened: " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
    writing.lock();
    try {
      return writer.inTransaction(work);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    return reader.inTransaction(work);
  }

  /** The file is this process's alone. */
  @Override
  public void follow(Runnable look) {}

  @Override
  public void close() {
    readers.close();
    // Last, because the last connection to close folds the write-ahead log into the file.
    writers.close();
    file.close();
  }

  private static DataSource source(Path path, TransactionMode mode) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    // A deferred writer that upgrades later fails with SQLITE_BUSY instead of waiting.
    config.setTransactionMode(mode);
    config.setBusyTimeout(5000);
    config.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + path);
    return source;
  }

  private static HikariDataSource pool(DataSource source, int size, String name) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    // A file does not go away: connections neither age nor need probing.
    config.setMaxLifetime(0);
    config.setIdleTimeout(0);
    if (size > 1) {
      config.setMinimumIdle(1);
      config.setConnectionInitSql("PRAGMA query_only = on");
    }
    return new HikariDataSource(config);
  }
}
