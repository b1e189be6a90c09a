package dev.callgate.agent.fact;

import org.jspecify.annotations.Nullable;

/** What a watched method of JDBC does, told by its name. */
public enum Watch {
  /** Makes a statement. */
  CREATE,
  /** Makes a statement out of a text. */
  PREPARE,
  /** Says how many rows it changed. */
  UPDATE,
  /** Says so for each of many. */
  BATCH,
  /** Does anything, and says whether rows came back. */
  EXECUTE,
  /** Returns rows. */
  QUERY,
  /** Says how many rows the last one changed. */
  COUNT,
  COMMIT,
  ROLLBACK,
  SET_AUTO_COMMIT,
  GET_AUTO_COMMIT,
  CLOSE;

  /** Null for a method that is not watched. */
  public static @Nullable Watch of(String method) {
    return switch (method) {
      case "createStatement" -> CREATE;
      case "prepareStatement", "prepareCall" -> PREPARE;
      case "executeUpdate", "executeLargeUpdate" -> UPDATE;
      case "executeBatch", "executeLargeBatch" -> BATCH;
      case "execute" -> EXECUTE;
      case "executeQuery" -> QUERY;
      case "getUpdateCount", "getLargeUpdateCount" -> COUNT;
      case "commit" -> COMMIT;
      case "rollback" -> ROLLBACK;
      case "setAutoCommit" -> SET_AUTO_COMMIT;
      case "getAutoCommit" -> GET_AUTO_COMMIT;
      case "close" -> CLOSE;
      default -> null;
    };
  }

  boolean runs() {
    return this == UPDATE || this == BATCH || this == EXECUTE || this == QUERY;
  }
}
