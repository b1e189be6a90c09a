package dev.callgate.approver.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where an approver keeps everything that has to last. */
public sealed interface DatabaseLocation {

  /**
   * A file for one approver.
   *
   * @param path in a folder on a local disk
   */
  record EmbeddedFile(Path path) implements DatabaseLocation {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * A database on a PostgreSQL server, for one approver or several.
   *
   * @param url {@code jdbc:postgresql:…}, without a password
   * @param password null for what the driver finds itself, such as {@code ~/.pgpass}
   */
  record PostgresServer(String url, @Nullable String password) implements DatabaseLocation {
    /** Begins every URL of one. */
    public static final String PREFIX = "jdbc:postgresql:";

    /** Without the password. */
    @Override
    public String toString() {
      return url;
    }
  }

  /** A file for one approver. */
  static DatabaseLocation file(Path path) {
    return new EmbeddedFile(path);
  }
}
