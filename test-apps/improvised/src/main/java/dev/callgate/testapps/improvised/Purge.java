package dev.callgate.testapps.improvised;

import dev.callgate.Irreversible;
import java.sql.SQLException;

/** A deed done by being made: its constructor is the marked one. */
final class Purge {
  final int rows;

  @Irreversible("Delete an account by construction")
  Purge(Ledger ledger, String account) throws SQLException {
    // Not through Ledger.purge, which is marked itself and would be gated a second time.
    this.rows = ledger.purgeUnmarked(account);
  }
}
