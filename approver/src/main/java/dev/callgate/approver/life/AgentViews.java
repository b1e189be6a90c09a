package dev.callgate.approver.life;

import dev.callgate.approver.api.AgentCoverage;
import dev.callgate.approver.api.AgentList;
import dev.callgate.approver.api.AgentSummary;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AgentRow;
import dev.callgate.approver.store.AgentStanding;
import dev.callgate.approver.store.AgentTable;
import dev.callgate.approver.store.CoverageRow;
import dev.callgate.approver.store.CoverageTable;
import dev.callgate.approver.store.Database;
import java.time.Clock;
import org.jdbi.v3.core.Handle;

/** What reviewers are shown of the JVMs themselves. */
public final class AgentViews {
  private static final int LONGEST_LIST = 1000;

  private final Database database;
  private final Presence presence;
  private final Clock clock;

  /** Views of {@code database}, with what {@code presence} knows of the last minutes. */
  public AgentViews(Database database, Presence presence, Clock clock) {
    this.database = database;
    this.presence = presence;
    this.clock = clock;
  }

  /** The JVMs that enrolled, the latest first. */
  public AgentList list() {
    return database.read(
        handle ->
            new AgentList(
                AgentTable.latest(handle, LONGEST_LIST).stream().map(this::summary).toList()));
  }

  /**
   * One JVM.
   *
   * @throws Refusal when there is none with this id
   */
  AgentSummary show(String jvm) throws Refusal {
    return database.read(handle -> summary(standing(handle, jvm)));
  }

  private static AgentStanding standing(Handle handle, String jvm) throws Refusal {
    return AgentTable.standing(handle, jvm).orElseThrow(() -> unknown(jvm));
  }

  static Refusal unknown(String jvm) {
    return new Refusal(
        Code.NOT_FOUND, "no JVM has the id " + jvm, "list the agents to see their ids");
  }

  /**
   * What the rules have done in one JVM.
   *
   * @throws Refusal when there is no such JVM, or it has not reported yet
   */
  public AgentCoverage coverage(String jvm) throws Refusal {
    return database.read(
        handle -> {
          AgentStanding standing = standing(handle, jvm);
          CoverageRow row =
              CoverageTable.of(handle, jvm)
                  .orElseThrow(
                      () ->
                          new Refusal(
                              Code.NOT_FOUND,
                              "the JVM " + jvm + " has not reported yet",
                              "it reports when it has started; its agent may be of an earlier"
                                  + " version"));
          return new AgentCoverage(summary(standing), StoredObjects.coverage(row));
        });
  }

  private AgentSummary summary(AgentStanding standing) {
    AgentRow agent = standing.agent();
    long known = Math.max(agent.enrolledAt(), standing.reportedAt());
    return new AgentSummary(
        agent.id(),
        agent.application(),
        agent.environment(),
        agent.host(),
        agent.pid(),
        agent.java(),
        agent.agentVersion(),
        agent.ruleSetDigest(),
        agent.enrolledAt(),
        Math.max(known, presence.lastSeen(agent.id())),
        standing.reportedAt(),
        standing.ended(),
        agent.revokedAt() > 0,
        standing.pending(),
        clock.millis());
  }
}
