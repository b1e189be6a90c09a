package dev.callgate.approver.life;

import dev.callgate.approver.api.AuditType;
import dev.callgate.approver.api.Enrolled;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AgentRow;
import dev.callgate.approver.store.AgentTable;
import dev.callgate.approver.store.AuditEvent;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.EnrolmentTokenRow;
import dev.callgate.approver.store.EnrolmentTokenTable;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Enrolment;
import dev.callgate.protocol.EnrolmentReceipt;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.VerificationKey;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JVM introduces itself and proves that it holds its key; it gets a session and a receipt. */
public final class Enrolments {
  private static final String SESSION_PREFIX = "cgs";
  private static final String ANOTHER_TOKEN =
      "an admin makes another with `callgate agents token --application NAME`";

  private final Database database;
  private final SigningKey key;
  private final Clock clock;

  /** Enrolments into {@code database}, with receipts signed by {@code key}. */
  public Enrolments(Database database, SigningKey key, Clock clock) {
    this.database = database;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Enrols the JVM that signed {@code body}, or renews its session, which ends the one before.
   *
   * @param enroller the name of the enrolment token that was used
   * @param token the token itself where it is good for one JVM only, or null
   * @throws Refusal when the body does not verify with the key inside it, or the JVM's id already
   *     belongs to another key
   */
  public Enrolled enrol(String enroller, @Nullable EnrolmentTokenRow token, byte[] body)
      throws Refusal {
    Envelope envelope = SignedObjects.envelope(body);
    Enrolment claimed = SignedObjects.read(envelope.unverifiedPayload(), Enrolment.class);
    VerificationKey jvmKey =
        SignedObjects.key(SignedObjects.present(claimed.publicKey(), "publicKey"));
    Enrolment enrolment = SignedObjects.open(envelope, PayloadType.ENROL, jvmKey, Enrolment.class);
    check(enrolment);

    long now = clock.millis();
    String session = Ids.token(SESSION_PREFIX);
    long cursor =
        database.write(
            handle -> {
              Optional<AgentRow> known = AgentTable.byId(handle, enrolment.jvm());
              if (known.isPresent() && !known.get().publicKey().equals(enrolment.publicKey())) {
                throw new Refusal(
                    Code.CONFLICT,
                    "the JVM " + enrolment.jvm() + " is enrolled with another key",
                    "restart the JVM: it draws a new id at every start");
              }
              if (known.isPresent() && known.get().revokedAt() > 0) {
                throw EnrolmentTokens.revoked();
              }
              if (token != null) {
                use(handle, token, enrolment, now);
              }
              long reached = known.map(AgentRow::decisionCursor).orElse(0L);
              AgentTable.put(handle, row(enrolment, Digests.of(session), reached, now));
              AuditLog.append(
                  handle, event(enroller, enrolment, envelope, now).with("enrolment", body));
              return reached;
            });
    EnrolmentReceipt receipt =
        new EnrolmentReceipt(EnrolmentReceipt.VERSION, enrolment.jvm(), enrolment.challenge(), now);
    Envelope signed = Envelope.sign(PayloadType.ENROLLED, Json.write(receipt), key);
    return new Enrolled(Json.mapper().readValue(signed.toJson(), JsonNode.class), session, cursor);
  }

  private static void use(Handle handle, EnrolmentTokenRow token, Enrolment enrolment, long now)
      throws Refusal {
    if (now >= token.expiresAt()) {
      throw new Refusal(Code.UNAUTHENTICATED, "this enrolment token's time is over", ANOTHER_TOKEN);
    }
    if (!token.application().equals(enrolment.application())) {
      throw new Refusal(
          Code.FORBIDDEN,
          "this enrolment token is for "
              + token.application()
              + ", and the JVM says it is "
              + enrolment.application(),
          "give it one for its application, or correct application: in its configuration");
    }
    if (!EnrolmentTokenTable.use(handle, token.id(), enrolment.jvm())) {
      throw new Refusal(
          Code.UNAUTHENTICATED,
          "this enrolment token was used by another JVM: it is good for one",
          ANOTHER_TOKEN);
    }
  }

  private static void check(Enrolment enrolment) throws Refusal {
    SignedObjects.require(
        enrolment.v() == Enrolment.VERSION, "enrolments of version 1 are understood");
    SignedObjects.require(
        Ids.isWellFormed(SignedObjects.present(enrolment.jvm(), "jvm")), "jvm is not an id");
    SignedObjects.require(
        Ids.isWellFormed(SignedObjects.present(enrolment.challenge(), "challenge")),
        "challenge is not an id");
    SignedObjects.presentText(enrolment.application(), "application");
    SignedObjects.requireText(enrolment.environment(), "environment");
    SignedObjects.presentText(enrolment.ruleSetDigest(), "ruleSetDigest");
    SignedObjects.presentText(enrolment.host(), "host");
    SignedObjects.presentText(enrolment.java(), "java");
    SignedObjects.presentText(enrolment.agentVersion(), "agentVersion");
  }

  private static AgentRow row(Enrolment enrolment, String session, long cursor, long now) {
    return new AgentRow(
        enrolment.jvm(),
        enrolment.publicKey(),
        enrolment.application(),
        enrolment.environment(),
        enrolment.ruleSetDigest(),
        enrolment.host(),
        enrolment.pid(),
        enrolment.java(),
        enrolment.agentVersion(),
        session,
        cursor,
        now,
        0);
  }

  private static AuditEvent event(
      String enroller, Enrolment enrolment, Envelope envelope, long now) {
    TreeMap<String, String> digests = new TreeMap<>();
    digests.put("enrolment", envelope.payloadDigest());
    digests.put("ruleSet", enrolment.ruleSetDigest());
    return new AuditEvent(
        now,
        AuditType.AGENT_ENROLLED,
        null,
        enrolment.jvm(),
        "enrolment:" + enroller,
        enrolment.application() + " with key " + enrolment.publicKey(),
        digests);
  }
}
