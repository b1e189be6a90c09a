package dev.callgate.agent.trust;

import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.TrustRoots;
import dev.callgate.protocol.VerificationKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures count in this JVM at this moment. Thread-safe.
 *
 * <p>A bundle may come from anywhere, and counts when enough of the pinned roots have signed it. A
 * lower version than the one in force is refused, also across runs where there is a {@link
 * TrustMemory}: who was taken out stays out. An approver can withhold a newer one; what it holds
 * back can then say yes until the old one's time is over, and no longer.
 */
public final class Trust {
  private final @Nullable VerificationKey pinned;
  private final @Nullable TrustRoots roots;
  private final @Nullable TrustMemory memory;
  private final LongSupplier clock;
  private final Consumer<String> log;
  private volatile @Nullable Accepted current;

  private record Accepted(TrustBundle bundle, String digest) {}

  private Trust(
      @Nullable VerificationKey pinned,
      @Nullable TrustRoots roots,
      @Nullable TrustMemory memory,
      LongSupplier clock,
      Consumer<String> log) {
    this.pinned = pinned;
    this.roots = roots;
    this.memory = memory;
    this.clock = clock;
    this.log = log;
  }

  /** The approver's key and nothing else: reviewers' own signatures cannot be verified. */
  public static Trust pinned(VerificationKey key) {
    return new Trust(key, null, null, System::currentTimeMillis, line -> {});
  }

  /**
   * What the roots have signed.
   *
   * @param key the approver's, or null to take the bundle's
   * @param memory null for none
   * @param clock epoch milliseconds
   */
  public static Trust rooted(
      TrustRoots roots,
      @Nullable VerificationKey key,
      @Nullable TrustMemory memory,
      LongSupplier clock,
      Consumer<String> log) {
    return new Trust(key, roots, memory, clock, log);
  }

  /** Whether there is a bundle to ask for. */
  public boolean hasRoots() {
    return roots != null;
  }

  /** The version of the bundle in force; 0 for none. */
  public long version() {
    Accepted now = current;
    return now == null ? 0 : now.bundle.version();
  }

  /**
   * Brings the bundle that was remembered into force.
   *
   * @throws ProtocolException when it does not verify: somebody has written to the directory
   */
  public void recall() throws ProtocolException, IOException {
    Envelope remembered = memory == null ? null : memory.read();
    if (remembered != null && roots != null) {
      // Its time is looked at when it is used: an old one still says what is too old.
      current = new Accepted(roots.verify(remembered), remembered.payloadDigest());
    }
  }

  /**
   * Takes a bundle that is newer than the one in force; an equal one changes nothing.
   *
   * @throws ProtocolException when it is not signed by enough roots, is outside its time, or older
   */
  public synchronized void offer(Envelope envelope) throws ProtocolException {
    if (roots == null) {
      throw new ProtocolException("there are no pinned roots");
    }
    TrustBundle bundle = roots.verify(envelope);
    String digest = envelope.payloadDigest();
    Accepted before = current;
    if (before != null && bundle.version() < before.bundle.version()) {
      throw new ProtocolException(
          "a trust bundle of version "
              + bundle.version()
              + " is offered, and version "
              + before.bundle.version()
              + " was in force already");
    }
    if (before != null && bundle.version() == before.bundle.version()) {
      if (!digest.equals(before.digest)) {
        throw new ProtocolException(
            "another trust bundle of version " + bundle.version() + " was in force already");
      }
      return;
    }
    bundle.requireValid(clock.getAsLong());
    current = new Accepted(bundle, digest);
    if (memory != null) {
      try {
        memory.write(envelope, bundle.version(), roots);
      } catch (IOException e) {
        log.accept(
            "callgate: CG-215 the trust bundle of version "
                + bundle.version()
                + " is in force and could not be remembered: "
                + e.getMessage()
                + "; look at state-dir");
      }
    }
  }

  /**
   * The bundle in force.
   *
   * @throws ProtocolException when there is none, or its time is over
   */
  public TrustBundle bundle() throws ProtocolException {
    Accepted now = current;
    if (now == null) {
      throw new ProtocolException("there is no trust bundle that says who the reviewers are");
    }
    now.bundle.requireValid(clock.getAsLong());
    return now.bundle;
  }

  /**
   * Who may vouch for the audit log: the approver's key, or the bundle's approver and log keys.
   *
   * @throws ProtocolException when there is no key pinned and no bundle, or its time is over
   */
  public List<VerificationKey> logKeys() throws ProtocolException {
    if (pinned != null) {
      return List.of(pinned);
    }
    TrustBundle bundle = bundle();
    List<VerificationKey> keys = new ArrayList<>(bundle.decisionKeys());
    for (String key : bundle.logKeys()) {
      keys.add(VerificationKey.parse(key));
    }
    return keys;
  }

  /**
   * The payload of what an approver has signed.
   *
   * @throws ProtocolException when the signature is nobody's that counts, or the kind is another
   */
  public byte[] verify(PayloadType type, Envelope envelope) throws ProtocolException {
    if (pinned != null) {
      return envelope.verify(type, pinned);
    }
    TrustBundle bundle = bundle();
    List<VerificationKey> signers = envelope.signers(type, bundle.decisionKeys());
    if (signers.isEmpty()) {
      throw new ProtocolException(
          "no signature of an approver in the trust bundle of version "
              + bundle.version()
              + " verifies");
    }
    return envelope.verify(type, signers.get(0));
  }
}
