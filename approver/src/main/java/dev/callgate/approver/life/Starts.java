package dev.callgate.approver.life;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.protocol.Json;
import java.time.Clock;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An approver starts. Its configuration changes at no other time. */
public final class Starts {
  private final Database database;
  private final Clock clock;

  /** Starts on {@code database}. */
  public Starts(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Records what the approver was started with. */
  public void record(Configuration configuration) {
    String people =
        configuration.reviewers().stream()
            .map(
                person ->
                    person.groups().isEmpty()
                        ? person.name()
                        : person.name() + " in " + String.join(" ", person.groups()))
            .collect(Collectors.joining(", "));
    AuditEvent event =
        new AuditEvent(
                clock.millis(),
                AuditType.APPROVER_STARTED,
                null,
                null,
                "approver",
                "key " + configuration.publicKey() + "; reviewers " + people,
                new TreeMap<>())
            .with("configuration", Json.write(configuration));
    database.write(handle -> AuditLog.append(handle, event));
  }
}
