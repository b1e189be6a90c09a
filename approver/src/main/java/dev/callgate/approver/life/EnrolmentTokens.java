package dev.callgate.approver.life;

import dev.callgate.approver.api.AgentSummary;
import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.api.EnrolmentTokenBody;
import dev.callgate.approver.api.EnrolmentTokenCreated;
import dev.callgate.approver.api.EnrolmentTokenSummary;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AgentRow;
import dev.callgate.approver.store.AgentTable;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.EnrolmentTokenRow;
import dev.callgate.approver.store.EnrolmentTokenTable;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Admins let JVMs in, each with a token that is good for one JVM of one application and not for
 * long, and turn them away again. Each is in the audit log by the transaction that does it.
 */
public final class EnrolmentTokens {
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int LONGEST_APPLICATION = 200;

  private final Database database;
  private final AgentViews views;
  private final Clock clock;
  private final Consumer<String> afterRevocation;

  /** Tokens in {@code database}; {@code afterRevocation} hears which JVM was turned away. */
  public EnrolmentTokens(
      Database database, AgentViews views, Clock clock, Consumer<String> afterRevocation) {
    this.database = database;
    this.views = views;
    this.clock = clock;
    this.afterRevocation = afterRevocation;
  }

  /**
   * Makes a token.
   *
   * @throws Refusal when it would be for no application, or for too long
   */
  public EnrolmentTokenCreated create(Person admin, byte[] body) throws Refusal {
    EnrolmentTokenBody wanted = SignedObjects.read(body, EnrolmentTokenBody.class);
    String application = SignedObjects.present(wanted.application(), "application");
    if (application.isBlank() || application.length() > LONGEST_APPLICATION) {
      throw new Refusal(
          Code.MALFORMED,
          "the application's name is empty or longer than " + LONGEST_APPLICATION + " characters",
          "say which application it enrols, as its agent's configuration names it");
    }
    if (wanted.expiresInMillis() <= 0 || wanted.expiresInMillis() > LONGEST.toMillis()) {
      throw new Refusal(
          Code.NOT_ALLOWED,
          "an enrolment token is good for at most " + LONGEST.toDays() + " days",
          "make it when the program is about to start");
    }
    String secret = Ids.token("cgj");
    long now = clock.millis();
    EnrolmentTokenRow row =
        new EnrolmentTokenRow(
            Ids.random(),
            application,
            Digests.of(secret),
            now,
            now + wanted.expiresInMillis(),
            null);
    EnrolmentTokenSummary summary =
        new EnrolmentTokenSummary(row.id(), application, now, row.expiresAt());
    database.write(
        handle -> {
          EnrolmentTokenTable.insert(handle, row);
          return AuditLog.append(
              handle,
              new AuditEvent(
                      now,
                      AuditType.ENROLMENT_TOKEN_CREATED,
                      null,
                      null,
                      "admin:" + admin.name(),
                      row.id() + " for one JVM of " + application,
                      new TreeMap<>())
                  .with("token", Json.write(summary)));
        });
    return new EnrolmentTokenCreated(summary, secret);
  }

  /**
   * Turns a JVM away: from now on nothing that it sends is taken, and it refuses what it holds. The
   * same again changes nothing.
   *
   * @throws Refusal when there is no such JVM
   */
  public AgentSummary revoke(Person admin, String jvm) throws Refusal {
    boolean changed =
        database.write(
            handle -> {
              AgentRow agent =
                  AgentTable.byId(handle, jvm).orElseThrow(() -> AgentViews.unknown(jvm));
              long now = clock.millis();
              if (!AgentTable.revoke(handle, jvm, now)) {
                return false;
              }
              AuditLog.append(
                  handle,
                  new AuditEvent(
                      now,
                      AuditType.AGENT_REVOKED,
                      null,
                      jvm,
                      "admin:" + admin.name(),
                      agent.application() + ", process " + agent.pid() + " on " + agent.host(),
                      new TreeMap<>()));
              return true;
            });
    if (changed) {
      afterRevocation.accept(jvm);
    }
    return views.show(jvm);
  }

  /** What a JVM hears that was turned away. */
  public static Refusal revoked() {
    return new Refusal(
        Code.REVOKED,
        "an admin has revoked this JVM",
        "start the program again, with an enrolment token that is good");
  }
}
