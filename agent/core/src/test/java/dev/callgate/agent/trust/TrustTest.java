package dev.callgate.agent.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.agent.fixture.Team;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.TrustRoots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest list counts, also in the next run. */
class TrustTest {
  private final Team team = new Team().with("alice", "ops");
  private final List<String> log = new ArrayList<>();
  private final Path folder;
  private long now = 1500;

  TrustTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theNextRunTakesNoOlderOne() throws Exception {
    Trust first = run();
    first.offer(team.signed(4));
    first.offer(team.signed(5));

    Trust next = run();
    assertThat(next.version()).isEqualTo(5);
    assertThat(next.bundle().reviewer("alice")).isNotNull();
    assertThatThrownBy(() -> next.offer(team.signed(4)))
        .hasMessage("a trust bundle of version 4 is offered, and version 5 was in force already");
    next.offer(team.signed(5));
    next.offer(team.signed(6));
    assertThat(run().version()).isEqualTo(6);
    assertThat(files()).containsExactly("trust.json");
  }

  /** Two JVMs share the directory, and one has heard less. */
  @Test
  void aSlowerNeighbourDoesNotTurnItBack() throws Exception {
    Trust slow = run();
    Trust fast = run();
    fast.offer(team.signed(9));

    slow.offer(team.signed(8));

    assertThat(run().version()).isEqualTo(9);
  }

  @Test
  void withoutAMemoryEachRunStartsAnew() throws Exception {
    Trust first = team.trust(null, () -> now);
    first.offer(team.signed(5));

    Trust next = team.trust(null, () -> now);
    next.recall();
    next.offer(team.signed(4));
    assertThat(next.version()).isEqualTo(4);
  }

  /** Whoever may write there can remove it, and cannot put another one in its place. */
  @Test
  void whatOthersHaveWrittenThereIsRefused() throws Exception {
    Path file = folder.resolve("trust.json");
    Files.write(file, Team.signed(team.bundle(99), SigningKey.generate()).toJson());
    assertThatThrownBy(this::run).hasMessageContaining("signed by 0 of the pinned roots");
    Files.writeString(file, "nonsense");
    assertThatThrownBy(this::run).isInstanceOf(ProtocolException.class);
    Files.delete(file);
    assertThat(run().version()).isZero();
  }

  /** An expired one still says what is too old, and proves nothing itself. */
  @Test
  void anExpiredMemoryOnlyRemembers() throws Exception {
    run().offer(team.signed(5));
    now = 2500;
    Trust next = run();

    assertThatThrownBy(next::bundle).hasMessageContaining("version 5 has expired");
    assertThatThrownBy(() -> next.offer(team.signed(4))).hasMessageContaining("was in force");
    assertThatThrownBy(() -> next.offer(team.signed(6))).hasMessageContaining("has expired");
    now = 500;
    assertThatThrownBy(next::bundle).hasMessageContaining("does not count yet");
    now = 1500;
    next.offer(team.signed(6));
    assertThat(next.bundle().version()).isEqualTo(6);
  }

  @Test
  void aDirectoryThatIsGoneIsTold() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    Trust trust =
        Trust.rooted(
            new TrustRoots(List.of(team.root.publicKey()), 1),
            null,
            new TrustMemory(gone.toFile()),
            () -> now,
            log::add);
    Files.delete(gone);

    trust.offer(team.signed(5));

    assertThat(trust.version()).isEqualTo(5);
    assertThat(log).singleElement().asString().startsWith("callgate: CG-215 ");
  }

  private Trust run() throws Exception {
    Trust trust =
        Trust.rooted(
            new TrustRoots(List.of(team.root.publicKey()), 1),
            null,
            new TrustMemory(folder.toFile()),
            () -> now,
            log::add);
    trust.recall();
    return trust;
  }

  private List<String> files() {
    String[] names = folder.toFile().list();
    return names == null ? List.of() : List.of(names);
  }
}
