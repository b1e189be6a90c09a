package dev.callgate.approver.life;

import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.TrustRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The trust bundle that this approver hands on to JVMs, and by which it refuses early what they
 * would refuse. A file, looked at again whenever it has changed; it may be missing, and appear
 * later. Thread-safe.
 *
 * <p>What the JVMs have pinned decides. Here the bundle's own words about its roots are enough:
 * they tell one that is not signed by all who have to, and whoever can change this file gains
 * nothing.
 */
public final class TrustFile {
  private final @Nullable Path file;
  private @Nullable Stamp seen;
  private @Nullable Current current;
  private @Nullable String problem;

  private record Stamp(long modified, long size, @Nullable Object key) {}

  /**
   * A bundle with its signatures.
   *
   * @param bundle what it says
   * @param envelope as JVMs get it
   */
  record Current(TrustBundle bundle, JsonNode envelope) {}

  /** This file; null for none, ever. */
  public TrustFile(@Nullable Path file) {
    this.file = file;
  }

  /**
   * Reads one bundle, checked by its own words.
   *
   * @throws ProtocolException when it is none, or too few of the roots that it names have signed it
   */
  public static TrustBundle read(Envelope envelope) throws ProtocolException {
    TrustBundle claimed = Json.read(envelope.unverifiedPayload(), TrustBundle.class);
    claimed.check();
    return TrustRoots.parse(claimed.roots(), claimed.threshold()).verify(envelope);
  }

  /** The bundle; null while there is none. What cannot be used leaves the one before in force. */
  synchronized @Nullable Current current() {
    if (file == null) {
      return null;
    }
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Stamp stamp = new Stamp(now.lastModifiedTime().toMillis(), now.size(), now.fileKey());
      if (!stamp.equals(seen)) {
        seen = stamp;
        byte[] bytes = Files.readAllBytes(file);
        TrustBundle bundle = read(Envelope.parse(bytes));
        current = new Current(bundle, Json.mapper().readValue(bytes, JsonNode.class));
        problem = null;
      }
    } catch (IOException e) {
      problem = Files.exists(file) ? "it cannot be read: " + e.getMessage() : null;
    } catch (ProtocolException e) {
      problem = e.getMessage();
    }
    return current;
  }

  /** What is wrong with the file as it is now, in words; null for nothing. */
  public synchronized @Nullable String problem() {
    current();
    return problem;
  }

  /** The version that JVMs can get; 0 for none. */
  long version() {
    Current now = current();
    return now == null ? 0 : now.bundle().version();
  }

  /** The bundle in its time; null for none that counts now. */
  @Nullable TrustBundle valid(long nowMillis) {
    Current now = current();
    try {
      if (now != null) {
        now.bundle().requireValid(nowMillis);
        return now.bundle();
      }
    } catch (ProtocolException e) {
      // As good as none.
    }
    return null;
  }
}
