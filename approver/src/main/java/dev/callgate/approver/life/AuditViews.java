package dev.callgate.approver.life;

import dev.callgate.approver.api.AuditCheckpoint;
import dev.callgate.approver.api.AuditConsistency;
import dev.callgate.approver.api.AuditInclusion;
import dev.callgate.approver.api.AuditPage;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.store.AgentRow;
import dev.callgate.approver.store.AuditHead;
import dev.callgate.approver.store.AuditLog;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.RequestTable;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.log.LogProof;
import dev.callgate.protocol.log.LoggedEntry;
import dev.callgate.protocol.log.MerkleTree;
import java.util.List;

/** What auditors are shown: the log's exact bytes, and what the approver signs of it. */
public final class AuditViews {
  /** The most entries of one page. */
  public static final int LONGEST_PAGE = 256;

  private static final long LARGEST_PAGE = 1 << 20;

  private final Database database;
  private final SigningKey key;

  /** Views of the log in {@code database}, whose checkpoints {@code key} signs. */
  public AuditViews(Database database, SigningKey key) {
    this.database = database;
    this.key = key;
  }

  /** How far the log has come, signed. */
  public AuditCheckpoint checkpoint() {
    AuditHead head = database.<AuditHead, RuntimeException>read(AuditLog::read);
    return new AuditCheckpoint(head.frontier().size(), head.checkpoint().sign(key));
  }

  /**
   * Entries from {@code index} on.
   *
   * @param count how many at most; never more than {@link #LONGEST_PAGE}
   */
  public AuditPage entries(long index, long count) {
    return database.read(
        handle ->
            new AuditPage(
                index,
                AuditLog.head(handle),
                AuditLog.lines(handle, index, (int) Math.min(count, LONGEST_PAGE), LARGEST_PAGE)
                    .stream()
                    .map(line -> new AuditPage.Line(line.entry(), line.objects()))
                    .toList()));
  }

  /**
   * Shows that an entry is in the log as it is now.
   *
   * @throws Refusal when there is none with this index
   */
  public AuditInclusion inclusion(long index) throws Refusal {
    return database.read(
        handle -> {
          AuditHead head = AuditLog.read(handle);
          long size = head.frontier().size();
          if (index >= size) {
            throw beyond("no entry has the index " + index, size);
          }
          LogProof proof =
              new LogProof(
                  index,
                  new MerkleTree(AuditLog.tree(handle), size).inclusion(index).path(),
                  head.checkpoint().sign(key));
          return new AuditInclusion(index, proof.toText());
        });
  }

  /**
   * Shows that the log begins with its first {@code from} entries as they were.
   *
   * @throws Refusal when it has never had so many
   */
  public AuditConsistency consistency(long from) throws Refusal {
    return database.read(
        handle -> {
          AuditHead head = AuditLog.read(handle);
          long size = head.frontier().size();
          if (from > size) {
            throw beyond("the log has not " + from + " entries", size);
          }
          return new AuditConsistency(
              from,
              new MerkleTree(AuditLog.tree(handle), size).consistency(from).path(),
              head.checkpoint().sign(key));
        });
  }

  /**
   * The entry of the decision on one of this JVM's requests, with what shows that it is in the log.
   *
   * @param seen how many entries the log had when the JVM last saw it, 0 when it never did
   * @throws Refusal when there is no such decision
   */
  public LoggedEntry decision(AgentRow agent, String requestId, long seen) throws Refusal {
    return database.read(
        handle -> {
          long index =
              RequestTable.byId(handle, requestId)
                  .filter(row -> row.jvm().equals(agent.id()) && row.decisionEnvelope() != null)
                  .flatMap(row -> AuditLog.decision(handle, requestId))
                  .orElseThrow(
                      () ->
                          new Refusal(
                              Code.NOT_FOUND,
                              "no request of this JVM with the id " + requestId + " is decided",
                              "take the decision from the events first"));
          AuditHead head = AuditLog.read(handle);
          long size = head.frontier().size();
          MerkleTree tree = new MerkleTree(AuditLog.tree(handle), size);
          LogProof proof =
              new LogProof(index, tree.inclusion(index).path(), head.checkpoint().sign(key));
          return new LoggedEntry(
              AuditLog.lines(handle, index, 1, 0).get(0).entry(),
              proof.toText(),
              // A JVM that has seen more says so itself.
              seen > size ? List.of() : tree.consistency(seen).path());
        });
  }

  private static Refusal beyond(String what, long size) {
    return new Refusal(
        Code.NOT_FOUND,
        what,
        "it has "
            + size
            + " entries; if it ever had more, some were dropped: verify an export against the"
            + " earlier checkpoint");
  }
}
