package dev.callgate.agent.start;

import dev.callgate.agent.trust.Trust;
import dev.callgate.agent.trust.TrustMemory;
import dev.callgate.config.TrustSettings;
import dev.callgate.policy.Assurance;
import dev.callgate.policy.Decision;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.TrustRoots;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;

/** What the configuration says of whose signatures count, before any approver is asked. */
final class TrustAtStart {
  private static final int LARGEST_BUNDLE = 4 << 20;

  private TrustAtStart() {}

  /** Whose signatures count, as far as this machine knows. */
  static Trust read(TrustSettings settings, Consumer<String> log) throws StartRefusedException {
    TrustRoots roots = settings.roots();
    if (roots == null) {
      // The reader has seen to it that there is one of the two.
      return Trust.pinned(Objects.requireNonNull(settings.key()));
    }
    TrustMemory memory = settings.stateDir() == null ? null : new TrustMemory(settings.stateDir());
    Trust trust = Trust.rooted(roots, settings.key(), memory, System::currentTimeMillis, log);
    try {
      trust.recall();
    } catch (ProtocolException | IOException e) {
      throw new StartRefusedException(
          "CG-012",
          "what is remembered of whose signatures count cannot be used: "
              + memory
              + ": "
              + e.getMessage(),
          "find out who has written there, then remove it");
    }
    File bundle = settings.bundle();
    if (bundle != null) {
      try (FileInputStream in = new FileInputStream(bundle)) {
        Envelope envelope = Envelope.parse(in.readNBytes(LARGEST_BUNDLE));
        // Only to start from: what was in force in an earlier run may be newer.
        if (roots.verify(envelope).version() >= trust.version()) {
          trust.offer(envelope);
        }
      } catch (ProtocolException | IOException e) {
        throw new StartRefusedException(
            "CG-012",
            "the trust bundle does not count: " + bundle + ": " + e.getMessage(),
            "`callgate trust verify` tells more");
      }
    }
    return trust;
  }

  /** A yes that could never be proved is found out now, not when somebody has given it. */
  static void requireProvable(PolicySet policy, Trust trust) throws StartRefusedException {
    for (Rule rule : policy.rules()) {
      Assurance assurance = rule.gate().assurance();
      if (rule.decide() != Decision.GATE || assurance == null || assurance == Assurance.SERVER) {
        continue;
      }
      if (!trust.hasRoots()) {
        throw new StartRefusedException(
            "CG-012",
            "the rule "
                + rule.id()
                + " wants reviewers' own signatures, and nothing says whose they are",
            "add approver.trust-roots to the configuration; see docs/trust.md");
      }
    }
  }
}
