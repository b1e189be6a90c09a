package dev.callgate.approver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.approver.api.AuditEntry;
import dev.callgate.approver.api.AuditType;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.log.Frontier;
import dev.callgate.protocol.log.MerkleTree;
import dev.callgate.protocol.log.TreeHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AuditLogTest {
  private final TestDatabase kind;

  // Two full tiles, and a third that is not.
  private static final int MANY = 600;

  private DatabaseLocation place;
  private Database database;

  AuditLogTest(TestDatabase kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    place = kind.in(folder);
    database = Database.open(place);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theTreeIsTheOneOverTheEntriesExactBytes() {
    append(MANY);

    Frontier over = new Frontier();
    for (byte[] entry : entries()) {
      over.add(TreeHash.leaf(entry));
    }
    AuditHead head = database.<AuditHead, RuntimeException>read(AuditLog::read);
    assertThat(head.frontier().size()).isEqualTo(MANY);
    assertThat(head.frontier().root()).isEqualTo(over.root());
  }

  @Test
  void everyProofIsMadeFromWhatIsKept() {
    append(MANY);
    List<byte[]> entries = entries();

    database.<Void, RuntimeException>read(
        handle -> {
          Frontier over = new Frontier();
          byte[] last = AuditLog.read(handle).frontier().root();
          for (int size = 1; size <= MANY; size++) {
            over.add(TreeHash.leaf(entries.get(size - 1)));
            boolean asked = size % 37 == 0 || size % 256 < 2 || size == MANY;
            if (asked) {
              assertThat(new MerkleTree(AuditLog.tree(handle), size).root()).isEqualTo(over.root());
              MerkleTree whole = new MerkleTree(AuditLog.tree(handle), MANY);
              assertThat(whole.consistency(size).verifies(over.root(), last)).isTrue();
              assertThat(
                      whole
                          .inclusion(size - 1)
                          .verifies(TreeHash.leaf(entries.get(size - 1)), last))
                  .isTrue();
            }
          }
          return null;
        });
  }

  @Test
  void whatIsUndoneLeavesNoEntryAndNoPlace() {
    append(3);
    byte[] before = database.<AuditHead, RuntimeException>read(AuditLog::read).frontier().root();

    assertThatThrownBy(
            () ->
                database.<Void, RuntimeException>write(
                    handle -> {
                      AuditLog.append(handle, event(4));
                      throw new IllegalStateException("undo");
                    }))
        .hasMessage("undo");

    AuditHead after = database.<AuditHead, RuntimeException>read(AuditLog::read);
    assertThat(after.frontier().size()).isEqualTo(3);
    assertThat(after.frontier().root()).isEqualTo(before);
    append(1);
    assertThat(entries()).hasSize(4);
  }

  @Test
  void aLogFromBeforeTheTreeGetsOne() throws Exception {
    append(300);
    byte[] root = database.<AuditHead, RuntimeException>read(AuditLog::read).frontier().root();
    database.<Void, RuntimeException>write(
        handle -> {
          handle.execute("DELETE FROM audit_head");
          handle.execute("DELETE FROM audit_tile");
          return null;
        });
    database.close();

    database = Database.open(place);

    AuditHead head = database.<AuditHead, RuntimeException>read(AuditLog::read);
    assertThat(head.frontier().size()).isEqualTo(300);
    assertThat(head.frontier().root()).isEqualTo(root);
  }

  @Test
  void aLogKeepsItsOrigin() throws Exception {
    String origin = database.<AuditHead, RuntimeException>read(AuditLog::read).origin();
    database.close();

    database = Database.open(place);

    assertThat(origin).matches("callgate/[0-9a-z]{26}/audit");
    assertThat(database.<AuditHead, RuntimeException>read(AuditLog::read).origin())
        .isEqualTo(origin);
  }

  @Test
  void anEntryHoldsTheDigestsOfItsObjectsAndNotTheObjects() throws Exception {
    byte[] object = "the object".getBytes(StandardCharsets.UTF_8);
    database.<Long, RuntimeException>write(
        handle -> AuditLog.append(handle, event(1).with("b", object).with("a", new byte[0])));

    AuditLine line = lines(0, 10, 1000).get(0);

    AuditEntry entry = Json.read(line.entry(), AuditEntry.class);
    assertThat(entry.objectNames()).containsExactly("a", "b");
    assertThat(entry.digests()).containsEntry("object:b", Digests.of(object));
    assertThat(line.objects().get(0)).isEmpty();
    assertThat(line.objects().get(1)).isEqualTo(object);
    assertThat(new String(line.entry(), StandardCharsets.UTF_8)).doesNotContain("the object");
  }

  @Test
  void aPageEndsAfterItsEntriesOrItsBytes() {
    append(10);

    assertThat(lines(0, 4, 1 << 20)).hasSize(4);
    assertThat(lines(8, 4, 1 << 20)).hasSize(2);
    assertThat(lines(0, 10, 1)).hasSize(1);
    assertThat(lines(10, 4, 1 << 20)).isEmpty();
  }

  private void append(int count) {
    database.<Void, RuntimeException>write(
        handle -> {
          for (int i = 0; i < count; i++) {
            AuditLog.append(handle, event(i));
          }
          return null;
        });
  }

  private List<byte[]> entries() {
    List<byte[]> entries = new ArrayList<>();
    lines(0, MANY, Long.MAX_VALUE).forEach(line -> entries.add(line.entry()));
    return entries;
  }

  private List<AuditLine> lines(long index, int limit, long bytes) {
    return database.<List<AuditLine>, RuntimeException>read(
        handle -> AuditLog.lines(handle, index, limit, bytes));
  }

  private static AuditEvent event(int number) {
    return new AuditEvent(
        number, AuditType.OUTCOME_REPORTED, null, null, "approver", "n " + number, new TreeMap<>());
  }
}
