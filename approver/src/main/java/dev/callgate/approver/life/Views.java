package dev.callgate.approver.life;

import dev.callgate.approver.api.AgentEvents;
import dev.callgate.approver.api.HistoryLine;
import dev.callgate.approver.api.RequestChanges;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestList;
import dev.callgate.approver.api.RequestSummary;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AgentRow;
import dev.callgate.approver.store.AgentTable;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.DecisionTable;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.approver.store.RequestTable;
import dev.callgate.protocol.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;

/** What reviewers and JVMs are shown: committed states only. */
public final class Views {
  private static final int LONGEST_LIST = 1000;
  private static final int LONGEST_STEP = 100;

  private final Database database;
  private final Clock clock;

  /** Views of {@code database}, with time left counted on {@code clock}. */
  public Views(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** This approver's time, epoch milliseconds. */
  public long nowMillis() {
    return clock.millis();
  }

  /** The requests that are pending, or ended, or both. */
  public RequestList list(boolean pending, boolean ended) {
    return database.read(
        handle -> {
          List<RequestRow> rows = new ArrayList<>();
          if (pending) {
            rows.addAll(RequestTable.pending(handle, LONGEST_LIST));
          }
          if (ended) {
            rows.addAll(RequestTable.ended(handle, LONGEST_LIST));
          }
          return new RequestList(summaries(rows));
        });
  }

  /**
   * One request with its history.
   *
   * @throws Refusal when there is none with this id
   */
  public RequestDetail show(String id) throws Refusal {
    return database.read(
        handle -> {
          RequestRow row =
              RequestTable.byId(handle, id)
                  .orElseThrow(
                      () ->
                          new Refusal(
                              Code.NOT_FOUND,
                              "no request has the id " + id,
                              "list the requests to see their ids"));
          return new RequestDetail(summary(row), history(handle, id));
        });
  }

  /** Everything pending, and where to go on from here. */
  public RequestChanges snapshot() {
    return database.read(
        handle ->
            new RequestChanges(
                AuditLog.head(handle), summaries(RequestTable.pending(handle, LONGEST_LIST))));
  }

  /** The requests that changed after {@code cursor}. */
  public RequestChanges changedAfter(long cursor) {
    return database.read(
        handle -> {
          List<RequestRow> rows = RequestTable.changedAfter(handle, cursor, LONGEST_STEP);
          // A cursor from beyond the end belongs to another database: start where this one ends.
          long reached =
              rows.isEmpty()
                  ? Math.min(cursor, AuditLog.head(handle))
                  : rows.get(rows.size() - 1).changedSeq();
          return new RequestChanges(reached, summaries(rows));
        });
  }

  /** The decisions of one JVM after {@code cursor}. */
  public AgentEvents decisionsAfter(AgentRow agent, long cursor) {
    return database.read(
        handle -> {
          List<DecisionTable.Numbered> found =
              DecisionTable.after(handle, agent.id(), cursor, LONGEST_STEP);
          if (found.isEmpty()) {
            long last =
                AgentTable.byId(handle, agent.id()).map(AgentRow::decisionCursor).orElse(0L);
            return new AgentEvents(Math.min(cursor, last), List.of());
          }
          List<JsonNode> envelopes =
              found.stream()
                  .map(each -> Json.mapper().readValue(each.envelope(), JsonNode.class))
                  .toList();
          return new AgentEvents(found.get(found.size() - 1).seq(), envelopes);
        });
  }

  private List<RequestSummary> summaries(List<RequestRow> rows) {
    return rows.stream().map(this::summary).toList();
  }

  private RequestSummary summary(RequestRow row) {
    return new RequestSummary(
        row.id(),
        row.state(),
        row.outcome(),
        row.digest(),
        StoredObjects.request(row),
        row.createdAt(),
        row.expiresAt(),
        clock.millis(),
        StoredObjects.decision(row),
        row.jvm(),
        row.agentName());
  }

  private static List<HistoryLine> history(Handle handle, String id) {
    return AuditLog.of(handle, id).stream()
        .map(
            entry ->
                new HistoryLine(
                    entry.seq(), entry.atMillis(), entry.type(), entry.actor(), entry.detail()))
        .toList();
  }
}
