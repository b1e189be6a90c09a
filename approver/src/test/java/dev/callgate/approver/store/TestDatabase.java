package dev.callgate.approver.store;

import java.nio.file.Path;

/** Each kind of database, for tests of what has to be the same on both. */
public enum TestDatabase {
  SQLITE,
  POSTGRESQL;

  /** An empty one; {@code folder} is for a file. */
  public DatabaseLocation in(Path folder) {
    return switch (this) {
      case SQLITE -> DatabaseLocation.file(folder.resolve("approver.db"));
      case POSTGRESQL -> TestPostgres.database();
    };
  }
}
