package dev.callgate.approver.store;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Gives bytes the same name everywhere, so that one set of files makes the tables of either
 * database: PostgreSQL has no type {@code blob}, and a domain over its {@code bytea} is one. (A
 * placeholder in the files would change the checksums under which older databases know them.)
 */
final class BlobOfPostgres implements Callback {
  // Two approvers may start at once; whoever is second finds it there.
  private static final String CREATE =
      """
      DO $$ BEGIN CREATE DOMAIN blob AS bytea;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
      """;

  @Override
  public boolean supports(Event event, Context context) {
    // After it was found empty, or ours; before the first file.
    return event == Event.BEFORE_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    try (Statement statement = context.getConnection().createStatement()) {
      if (context.getConnection().getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
        statement.execute(CREATE);
      }
    } catch (SQLException e) {
      throw new FlywayException("the type blob cannot be made: " + e.getMessage(), e);
    }
  }

  @Override
  public String getCallbackName() {
    return "blob";
  }
}
