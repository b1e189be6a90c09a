package dev.callgate.approver.server;

import dev.callgate.approver.life.AuditViews;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.DatabaseLocation;
import dev.callgate.protocol.SigningKey;
import java.io.IOException;

/** The audit log of an approver that does not run. */
public final class StoredAudit implements AutoCloseable {
  private final Database database;
  private final AuditViews views;

  private StoredAudit(Database database, SigningKey key) {
    this.database = database;
    this.views = new AuditViews(database, key);
  }

  /**
   * Opens a database, as an approver would.
   *
   * @param key the approver's, to sign the checkpoint
   * @throws IOException when it cannot be opened, for instance because its approver runs
   */
  public static StoredAudit open(DatabaseLocation database, SigningKey key) throws IOException {
    return new StoredAudit(Database.open(database), key);
  }

  /** The log. */
  public AuditViews views() {
    return views;
  }

  @Override
  public void close() {
    database.close();
  }
}
