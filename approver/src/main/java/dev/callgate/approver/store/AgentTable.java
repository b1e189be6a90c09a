package dev.callgate.approver.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The enrolled JVMs. */
public final class AgentTable {
  private static final String STANDING =
      """
      SELECT a.*, coalesce(c.received_at, 0) AS reported_at, coalesce(c.last, 0) AS ended,
          (SELECT count(*) FROM request r WHERE r.jvm = a.id AND r.state = 'PENDING') AS pending
      FROM agent a LEFT JOIN coverage c ON c.jvm = a.id
      """;

  private AgentTable() {}

  /** Adds a JVM, or renews the session of one that enrols again. Its cursor stays. */
  public static void put(Handle handle, AgentRow agent) {
    handle
        .createUpdate(
            """
            INSERT INTO agent (id, public_key, application, environment, rule_set_digest, host, pid,
                java, agent_version, session_digest, decision_cursor, enrolled_at)
            VALUES (:id, :key, :application, :environment, :rules, :host, :pid,
                :java, :version, :session, :cursor, :at)
            ON CONFLICT (id) DO UPDATE SET application = :application, environment = :environment,
                rule_set_digest = :rules, host = :host, pid = :pid, java = :java,
                agent_version = :version, session_digest = :session, enrolled_at = :at
            """)
        .bind("id", agent.id())
        .bind("key", agent.publicKey())
        .bind("application", agent.application())
        .bind("environment", agent.environment())
        .bind("rules", agent.ruleSetDigest())
        .bind("host", agent.host())
        .bind("pid", agent.pid())
        .bind("java", agent.java())
        .bind("version", agent.agentVersion())
        .bind("session", agent.sessionDigest())
        .bind("cursor", agent.decisionCursor())
        .bind("at", agent.enrolledAt())
        .execute();
  }

  /** The JVM with this id. */
  public static Optional<AgentRow> byId(Handle handle, String id) {
    return handle
        .createQuery("SELECT * FROM agent WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The JVM that holds the session token with this digest. */
  public static Optional<AgentRow> bySession(Handle handle, String sessionDigest) {
    return handle
        .createQuery("SELECT * FROM agent WHERE session_digest = :digest")
        .bind("digest", sessionDigest)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The JVMs that enrolled last. */
  public static List<AgentStanding> latest(Handle handle, int limit) {
    return handle
        .createQuery(STANDING + "ORDER BY a.enrolled_at DESC, a.id LIMIT :limit")
        .bind("limit", limit)
        .map((row, context) -> readStanding(row))
        .list();
  }

  /** The JVM with this id, and how it is doing. */
  public static Optional<AgentStanding> standing(Handle handle, String id) {
    return handle
        .createQuery(STANDING + "WHERE a.id = :id")
        .bind("id", id)
        .map((row, context) -> readStanding(row))
        .findOne();
  }

  /** Turns a JVM away; false when it was before. */
  public static boolean revoke(Handle handle, String id, long now) {
    return handle
            .createUpdate("UPDATE agent SET revoked_at = :now WHERE id = :id AND revoked_at = 0")
            .bind("now", now)
            .bind("id", id)
            .execute()
        == 1;
  }

  /** Takes the next number for a decision of this JVM. */
  static long nextCursor(Handle handle, String id) {
    return handle
        .createQuery(
            """
            UPDATE agent SET decision_cursor = decision_cursor + 1 WHERE id = :id
            RETURNING decision_cursor
            """)
        .bind("id", id)
        .mapTo(Long.class)
        .one();
  }

  private static AgentStanding readStanding(ResultSet row) throws SQLException {
    return new AgentStanding(
        read(row), row.getLong("pending"), row.getLong("reported_at"), row.getLong("ended") == 1);
  }

  private static AgentRow read(ResultSet row) throws SQLException {
    return new AgentRow(
        row.getString("id"),
        row.getString("public_key"),
        row.getString("application"),
        row.getString("environment"),
        row.getString("rule_set_digest"),
        row.getString("host"),
        row.getLong("pid"),
        row.getString("java"),
        row.getString("agent_version"),
        row.getString("session_digest"),
        row.getLong("decision_cursor"),
        row.getLong("enrolled_at"),
        row.getLong("revoked_at"));
  }
}
