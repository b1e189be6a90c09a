package dev.callgate.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogMemoryTest {
  private static final SigningKey KEY = SigningKey.generate();

  private final LogMemory memory = new LogMemory();

  @Test
  void aLogThatGrowsIsFollowed() throws Exception {
    for (int size = 1; size < 70; size += 3) {
      accept("a", 0, size);
      assertThat(memory.size()).isEqualTo(size);
    }
    accept("a", 0, 67);
  }

  @Test
  void aLogThatWasRewrittenIsRefusedAndForgotten() throws Exception {
    accept("a", 0, 10);
    refused("its first 10 entries are not those that it had before", "a", 4, 12);
    refused("its first 10 entries are not those that it had before", "a", 4, 10);
    accept("a", 0, 12);
  }

  @Test
  void aLogThatWasCutOrReplacedIsRefused() throws Exception {
    accept("a", 0, 10);
    refused("it had 10 entries and has 9 now", "a", 0, 9);
    refused("it is another log: b, before it was a", "b", 0, 20);
    accept("a", 0, 10);
  }

  @Test
  void anEntryThatIsNotThereIsRefused() throws Exception {
    LoggedEntry genuine = logged("a", 0, 10, KEY);
    assertThatThrownBy(
            () ->
                memory.accept(
                    new LoggedEntry(entry(99), genuine.proof(), List.of()),
                    List.of(KEY.publicKey())))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("the entry is not where the log's proof says");
    assertThat(memory.size()).isZero();
  }

  @Test
  void onlyATrustedKeysCheckpointCounts() throws Exception {
    SigningKey other = SigningKey.generate();
    LoggedEntry foreign = logged("a", 0, 10, other);
    assertThatThrownBy(() -> memory.accept(foreign, List.of(KEY.publicKey())))
        .isInstanceOf(ProtocolException.class);
    memory.accept(foreign, List.of(KEY.publicKey(), other.publicKey()));
    assertThat(memory.size()).isEqualTo(10);
  }

  private void accept(String origin, int changedFrom, int size) throws Exception {
    memory.accept(logged(origin, changedFrom, size, KEY), List.of(KEY.publicKey()));
  }

  private void refused(String why, String origin, int changedFrom, int size) {
    assertThatThrownBy(() -> accept(origin, changedFrom, size))
        .isInstanceOf(ProtocolException.class)
        .hasMessage(why);
    assertThat(memory.size()).isEqualTo(10);
  }

  /** The last entry of a log of this size, whose entry {@code changed} is another; 0 for none. */
  private LoggedEntry logged(String origin, int changed, int size, SigningKey key) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      entries.add(entry(changed > 0 && i == changed ? 1000 : i));
    }
    MerkleTree tree =
        new MerkleTree(
            (level, index) -> {
              Frontier frontier = new Frontier();
              for (long i = index << level; i < (index + 1) << level; i++) {
                frontier.add(TreeHash.leaf(entries.get((int) i)));
              }
              return frontier.root();
            },
            size);
    String note = new Checkpoint(origin, size, tree.root()).sign(key);
    long from = Math.min(memory.size(), size);
    return new LoggedEntry(
        entries.get(size - 1),
        new LogProof(size - 1, tree.inclusion(size - 1).path(), note).toText(),
        tree.consistency(from).path());
  }

  private static byte[] entry(int number) {
    return ("entry " + number).getBytes(StandardCharsets.UTF_8);
  }
}
