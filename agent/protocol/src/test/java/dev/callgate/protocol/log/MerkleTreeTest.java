package dev.callgate.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Against the definition in RFC 6962 section 2.1, written down once more as it stands there. */
class MerkleTreeTest {
  private static final int MOST = 262;
  private static final List<byte[]> ENTRIES = entries();

  private static List<byte[]> entries() {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
    }
    return entries;
  }

  @Test
  void theHashesOfTheSpecification() {
    // RFC 6962's empty tree, and the single empty leaf of its test vectors.
    assertThat(HexFormat.of().formatHex(TreeHash.empty()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(HexFormat.of().formatHex(TreeHash.leaf(new byte[0])))
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  }

  @Test
  void everyRootIsTheDefinitionsHoweverItIsMade() throws Exception {
    Frontier frontier = new Frontier();
    for (int size = 0; size <= MOST; size++) {
      byte[] root = naive(0, size);
      assertThat(frontier.root()).as("frontier of " + size).isEqualTo(root);
      assertThat(Frontier.of(size, frontier.toBytes()).root()).isEqualTo(root);
      assertThat(tree(size).root()).as("tree of " + size).isEqualTo(root);
      if (size < MOST) {
        frontier.add(TreeHash.leaf(ENTRIES.get(size)));
      }
    }
  }

  @Test
  void everyInclusionProofVerifiesForItsOwnEntryOnly() throws Exception {
    for (int size = 1; size <= MOST; size++) {
      byte[] root = naive(0, size);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = tree(size).inclusion(index);
        assertThat(proof.verifies(TreeHash.leaf(ENTRIES.get(index)), root))
            .as("entry " + index + " of " + size)
            .isTrue();
        assertThat(proof.verifies(TreeHash.leaf(ENTRIES.get((index + 1) % MOST)), root)).isFalse();
        if (size > 1) {
          long other = (index + 1) % size;
          assertThat(
                  new InclusionProof(other, size, proof.path())
                      .verifies(TreeHash.leaf(ENTRIES.get(index)), root))
              .as("at another place")
              .isFalse();
        }
      }
    }
  }

  @Test
  void everyConsistencyProofVerifiesForItsOwnTreesOnly() throws Exception {
    List<byte[]> roots = new ArrayList<>();
    for (int size = 0; size <= MOST; size++) {
      roots.add(naive(0, size));
    }
    for (int to = 0; to <= MOST; to++) {
      for (int from = 0; from <= to; from++) {
        ConsistencyProof proof = tree(to).consistency(from);
        assertThat(proof.verifies(roots.get(from), roots.get(to))).as(from + " in " + to).isTrue();
        assertThat(proof.verifies(roots.get((from + 1) % MOST), roots.get(to))).isFalse();
        // Every tree goes on where the empty one stopped.
        assertThat(proof.verifies(roots.get(from), roots.get((to + 1) % MOST)))
            .isEqualTo(from == 0 && to > 0);
      }
    }
  }

  @Property(tries = 2000)
  void noBitOfAProofIsIdle(
      @ForAll @IntRange(min = 2, max = MOST) int size,
      @ForAll @LongRange(min = 0, max = 1 << 20) long entry,
      @ForAll @IntRange(max = 1 << 20) int where)
      throws Exception {
    int index = (int) (entry % size);
    byte[] root = naive(0, size);
    InclusionProof in = tree(size).inclusion(index);
    assertThat(
            new InclusionProof(index, size, flipped(in.path(), where))
                .verifies(TreeHash.leaf(ENTRIES.get(index)), root))
        .isFalse();
    ConsistencyProof on = tree(size).consistency(index);
    if (!on.path().isEmpty()) {
      assertThat(
              new ConsistencyProof(index, size, flipped(on.path(), where))
                  .verifies(naive(0, index), root))
          .isFalse();
    }
    assertThat(
            new InclusionProof(index, size, longer(in.path()))
                .verifies(TreeHash.leaf(ENTRIES.get(index)), root))
        .isFalse();
    assertThat(
            new InclusionProof(index, size, in.path().subList(1, in.path().size()))
                .verifies(TreeHash.leaf(ENTRIES.get(index)), root))
        .isFalse();
    assertThat(new ConsistencyProof(index, size, longer(on.path())).verifies(naive(0, index), root))
        .isFalse();
  }

  @Property(tries = 200)
  void aProofsTextIsReadBack(
      @ForAll @IntRange(min = 1, max = MOST) int size,
      @ForAll @LongRange(min = 0, max = 1 << 20) long entry)
      throws Exception {
    long index = entry % size;
    InclusionProof proof = tree(size).inclusion(index);
    LogProof written = new LogProof(index, proof.path(), "note\n\n\u2014 name AAAAAAAA\n");

    LogProof read = LogProof.parse(written.toText());

    assertThat(read.index()).isEqualTo(index);
    assertThat(read.path())
        .usingElementComparator(java.util.Arrays::compare)
        .containsExactlyElementsOf(proof.path());
    assertThat(read.checkpoint()).isEqualTo(written.checkpoint());
    assertThat(read.toText()).isEqualTo(written.toText());
  }

  @Test
  void theTilesOfTheSpecificationsExample() {
    assertThat(Tiles.path(1_234_067, Tiles.WIDTH)).isEqualTo("x001/x234/067");
    assertThat(Tiles.path(0, 5)).isEqualTo("000.p/5");
    // A tree of 70,000: 273 full tiles, one of 112; one full of the next level, one of 17; one of
    // 1.
    assertThat(Tiles.hashes(0, 70_000)).isEqualTo(273 * 256 + 112);
    assertThat(Tiles.hashes(1, 70_000)).isEqualTo(256 + 17);
    assertThat(Tiles.hashes(2, 70_000)).isEqualTo(1);
    assertThat(Tiles.hashes(3, 70_000)).isZero();
    assertThat(Tiles.width(273, Tiles.hashes(0, 70_000))).isEqualTo(112);
  }

  private static MerkleTree tree(long size) {
    return new MerkleTree(
        (level, index) -> {
          try {
            assertThat((index + 1) << level).as("inside the tree").isLessThanOrEqualTo(size);
            return naive((int) (index << level), (int) ((index + 1) << level));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        size);
  }

  /** MTH(D[start:end]). */
  private static byte[] naive(int start, int end) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    int n = end - start;
    if (n == 0) {
      return sha.digest();
    }
    if (n == 1) {
      sha.update((byte) 0);
      return sha.digest(ENTRIES.get(start));
    }
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    byte[] left = memo(start, start + k);
    byte[] right = memo(start + k, end);
    sha.update((byte) 1);
    sha.update(left);
    return sha.digest(right);
  }

  private static final java.util.Map<Long, byte[]> MEMO = new java.util.HashMap<>();

  private static byte[] memo(int start, int end) throws Exception {
    long key = (long) start << 32 | end;
    byte[] known = MEMO.get(key);
    if (known == null) {
      known = naive(start, end);
      MEMO.put(key, known);
    }
    return known;
  }

  private static List<byte[]> flipped(List<byte[]> path, int where) {
    int bit = where % (path.size() * 256);
    List<byte[]> flipped = new ArrayList<>(path);
    byte[] hash = path.get(bit / 256).clone();
    hash[bit % 256 / 8] ^= (byte) (1 << bit % 8);
    flipped.set(bit / 256, hash);
    return flipped;
  }

  private static List<byte[]> longer(List<byte[]> path) {
    List<byte[]> longer = new ArrayList<>(path);
    longer.add(TreeHash.empty());
    return longer;
  }
}
