package dev.callgate.approver.store;

import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.log.Frontier;
import dev.callgate.protocol.log.TreeHash;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;

/** Looks at the audit log in a copy: its entries have to be the ones that its head says. */
final class CopiedLog {
  private CopiedLog() {}

  static DatabaseCopy.Copied check(Connection copy) throws SQLException, IOException {
    Frontier over = new Frontier();
    try (Statement statement = copy.createStatement()) {
      statement.setFetchSize(500);
      try (ResultSet entries =
          statement.executeQuery("SELECT entry FROM audit_entry ORDER BY seq")) {
        while (entries.next()) {
          over.add(TreeHash.leaf(entries.getBytes(1)));
        }
      }
      try (ResultSet head =
          statement.executeQuery("SELECT origin, size, frontier FROM audit_head")) {
        if (!head.next()) {
          throw new IOException("the copy has no audit log");
        }
        Frontier said = Frontier.of(head.getLong("size"), head.getBytes("frontier"));
        if (said.size() != over.size() || !Arrays.equals(said.root(), over.root())) {
          throw new IOException(
              "the audit log's entries are not the ones that its head says; verify an export of it");
        }
        return new DatabaseCopy.Copied(
            said.size(),
            head.getString("origin")
                + "\n"
                + said.size()
                + "\n"
                + Base64.getEncoder().encodeToString(said.root()));
      }
    } catch (ProtocolException e) {
      throw new IOException("the audit log's head was changed from outside", e);
    }
  }
}
