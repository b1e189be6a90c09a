package dev.callgate.audit;

import dev.callgate.approver.api.AuditEntry;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.VerificationKey;
import dev.callgate.protocol.log.Checkpoint;
import dev.callgate.protocol.log.Frontier;
import dev.callgate.protocol.log.Tiles;
import dev.callgate.protocol.log.TreeHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an exported log: that its checkpoint is signed by a trusted key, that its entries and
 * objects are the ones of which that checkpoint is, that every file says the same, that a later log
 * begins with an earlier one, and that every signature and every step in it is right.
 */
public final class ExportVerifier {
  private final LogFolder folder;
  private final List<VerificationKey> trust;
  private final byte @Nullable [] earlier;
  private final LongConsumer progress;
  private final Findings findings = new Findings();
  private final TreeMap<String, Long> kinds = new TreeMap<>();
  private final Replay replay;
  private long signatures;

  /**
   * @param folder the export
   * @param trust the approver's public keys: one, or each that it has had
   * @param bundles the trust bundles by which reviewers' own signatures are verified: one, or each
   *     that was in force; empty to verify none
   * @param earlier a checkpoint of the same log that was taken before, or null
   * @param progress hears how many entries were verified, from time to time
   */
  public ExportVerifier(
      Path folder,
      List<VerificationKey> trust,
      List<TrustBundle> bundles,
      byte @Nullable [] earlier,
      LongConsumer progress) {
    this.folder = new LogFolder(folder);
    List<VerificationKey> prepared = new ArrayList<>();
    for (VerificationKey key : trust) {
      prepared.add(key.prepared());
    }
    this.trust = List.copyOf(prepared);
    this.earlier = earlier;
    this.progress = progress;
    this.replay = new Replay(this.trust, List.copyOf(bundles));
  }

  private record Signed(Checkpoint checkpoint, VerificationKey by) {}

  /**
   * Verifies everything.
   *
   * @throws IOException when a file that is there cannot be read
   */
  public Verification verify() throws IOException {
    Signed signed = null;
    if (!Files.isRegularFile(folder.checkpoint())) {
      findings.add(null, "checkpoint", "there is none: the export was cut off, or is no export");
    } else {
      signed = checkpoint("checkpoint", Files.readAllBytes(folder.checkpoint()));
    }
    if (signed == null) {
      return result(null, null, null);
    }
    Checkpoint before = before(signed.checkpoint());
    byte[] root = null;
    if (hasItsFiles(signed.checkpoint().size())) {
      root = entries(signed.checkpoint(), before);
    }
    return result(signed, root, before);
  }

  private @Nullable Signed checkpoint(String which, byte[] note) {
    String why = "";
    for (VerificationKey key : trust) {
      try {
        return new Signed(Checkpoint.verify(note, key), key);
      } catch (ProtocolException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    findings.add(null, which, "no trusted key vouches for it: " + why);
    return null;
  }

  private @Nullable Checkpoint before(Checkpoint now) {
    if (earlier == null) {
      return null;
    }
    String which = "earlier checkpoint";
    Signed signed = checkpoint(which, earlier);
    if (signed == null) {
      return null;
    }
    Checkpoint before = signed.checkpoint();
    if (!before.origin().equals(now.origin())) {
      findings.add(null, which, "it is of another log: " + before.origin());
    } else if (before.size() > now.size()) {
      findings.add(
          null,
          which,
          "the log had "
              + before.size()
              + " entries, and has "
              + now.size()
              + ": some were dropped");
    }
    return before;
  }

  private boolean hasItsFiles(long size) throws IOException {
    long before = findings.all();
    TreeSet<Path> expected = folder.files(size);
    try (Stream<Path> there = Files.walk(folder.root())) {
      for (Path path : (Iterable<Path>) there.filter(p -> !Files.isDirectory(p))::iterator) {
        if (!expected.remove(path)) {
          findings.add(null, name(path), "it does not belong to the export");
        }
      }
    }
    for (Path missing : expected) {
      findings.add(null, name(missing), "it is missing");
    }
    return findings.all() == before;
  }

  private String name(Path file) {
    return folder.root().relativize(file).toString();
  }

  /** The root of the tree over the entries; null when they could not all be read. */
  private byte @Nullable [] entries(Checkpoint checkpoint, @Nullable Checkpoint before)
      throws IOException {
    Frontier entries = new Frontier();
    Frontier tiles = new Frontier();
    List<Long> differing = new ArrayList<>();
    TileStack stack = new TileStack(this::compare);
    checkPrefix(entries, before);
    for (long number = 0; number * Tiles.WIDTH < checkpoint.size(); number++) {
      int width = Tiles.width(number, checkpoint.size());
      Bundle bundle = Bundle.ofEntries(folder.entries(number, width));
      Bundle objects = Bundle.ofObjects(folder.objects(number, width));
      byte[] tile = Files.readAllBytes(folder.tile(0, number, width));
      for (int i = 0; i < width; i++) {
        long index = entries.size();
        byte[] entry;
        try {
          entry = bundle.next();
        } catch (ProtocolException e) {
          findings.add(index, "entry", e.getMessage() + "; no entry behind it can be read");
          return null;
        }
        byte[] hash = TreeHash.leaf(entry);
        byte[] said = Arrays.copyOfRange(tile, i * TreeHash.BYTES, (i + 1) * TreeHash.BYTES);
        if (!Arrays.equals(hash, said)) {
          differing.add(index);
        }
        tiles.add(said);
        entries.add(hash);
        stack.add(hash);
        checkPrefix(entries, before);
        entry(index, entry, objects);
      }
      if (bundle.left() > 0) {
        findings.add(null, name(folder.entries(number, width)), "it has bytes behind its entries");
      }
      if (objects.left() > 0) {
        findings.add(null, name(folder.objects(number, width)), "it has bytes behind its objects");
      }
      checkSignatures();
      progress.accept(entries.size());
    }
    stack.finish();
    blame(checkpoint, entries.root(), tiles.root(), differing);
    return entries.root();
  }

  private void checkPrefix(Frontier entries, @Nullable Checkpoint before) {
    if (before != null
        && before.size() == entries.size()
        && !Arrays.equals(before.root(), entries.root())) {
      findings.add(
          null,
          "earlier checkpoint",
          "the first "
              + before.size()
              + " entries are not those that it is of: some were changed or dropped since");
    }
  }

  private void compare(int level, long number, byte[] hashes) throws IOException {
    Path file = folder.tile(level, number, hashes.length / TreeHash.BYTES);
    // Of the lowest level each hash is compared with its entry.
    if (level > 0
        ? !Arrays.equals(Files.readAllBytes(file), hashes)
        : Files.size(file) != hashes.length) {
      findings.add(null, name(file), "it does not hold the hashes of what is below it");
    }
  }

  /** Either an entry is not the one that was logged, or its hash in the tile is not. */
  private void blame(
      Checkpoint checkpoint, byte[] ofEntries, byte[] ofTiles, List<Long> differing) {
    boolean entriesAreRight = Arrays.equals(ofEntries, checkpoint.root());
    if (!entriesAreRight && !Arrays.equals(ofTiles, checkpoint.root())) {
      findings.add(
          null,
          "checkpoint",
          "the entries are not those that it is of: their root is "
              + text(ofEntries)
              + ", it says "
              + text(checkpoint.root()));
    }
    for (long index : differing) {
      if (entriesAreRight) {
        findings.add(index, "tile/0", "the hash of the entry is changed; the entry is right");
      } else {
        findings.add(index, "entry", "it is not the one that was logged: its hash differs");
      }
    }
  }

  private void entry(long index, byte[] bytes, Bundle objects) {
    String kind = "entry";
    try {
      AuditEntry entry = Json.read(bytes, AuditEntry.class);
      kind = String.valueOf(entry.type());
      kinds.merge(kind, 1L, Long::sum);
      if (entry.v() != AuditEntry.VERSION || entry.seq() != index + 1 || entry.digests() == null) {
        throw new ProtocolException("it is numbered " + entry.seq() + " and not " + (index + 1));
      }
      replay.next(entry, objects(entry, objects));
    } catch (ProtocolException e) {
      findings.add(index, kind, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A hole where the forms have none: only what somebody made up has it.
      findings.add(index, kind, "it is not what an approver writes: " + e);
    }
  }

  private static Map<String, byte[]> objects(AuditEntry entry, Bundle bundle)
      throws ProtocolException {
    Map<String, byte[]> objects = new TreeMap<>();
    String wrong = null;
    for (String name : entry.objectNames()) {
      byte[] object;
      try {
        object = bundle.next();
      } catch (ProtocolException e) {
        throw new ProtocolException("its " + name + ": " + e.getMessage());
      }
      if (!Digests.of(object).equals(entry.digests().get(AuditEntry.OBJECT + name))) {
        wrong = name;
      }
      objects.put(name, object);
    }
    if (wrong != null) {
      throw new ProtocolException("its " + wrong + " is not the one that was logged");
    }
    return objects;
  }

  private void checkSignatures() {
    List<SignatureCheck> checks = replay.takeChecks();
    List<Finding> failed =
        checks.parallelStream().map(SignatureCheck::find).filter(Objects::nonNull).toList();
    signatures += checks.size() - failed.size();
    for (Finding each : failed) {
      findings.add(each.index(), each.kind(), each.what());
    }
  }

  private Verification result(
      @Nullable Signed signed, byte @Nullable [] root, @Nullable Checkpoint before) {
    return new Verification(
        signed == null ? null : signed.checkpoint().origin(),
        signed == null ? 0 : signed.checkpoint().size(),
        root == null ? null : text(root),
        signed == null ? null : signed.by().toString(),
        before == null ? null : before.size(),
        kinds,
        signatures,
        replay.reviews(),
        findings.sorted(),
        findings.all());
  }

  private static String text(byte[] hash) {
    return "sha256:" + HexFormat.of().formatHex(hash);
  }
}
