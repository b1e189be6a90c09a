package dev.callgate.testapps.improvised;

import java.sql.SQLException;

/** Unmarked, so that a proxy of it is not gated and only the ledger behind it is. */
interface Purging {
  /** Deletes an account; how many rows went. */
  int purge(String account) throws SQLException;
}
