package dev.callgate.cli.run;

import dev.callgate.cli.serve.TrustOption;
import dev.callgate.cli.system.Failure;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.TrustRoots;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The trust bundle of a run.
 *
 * @param bundle an absolute path
 * @param roots what has to have signed it
 */
record RunTrust(Path bundle, TrustRoots roots) {

  /** What the command line says; null for nothing. */
  static @Nullable RunTrust of(RunOptions options) throws Failure {
    if (options.trust == null) {
      if (!options.trustRoots.isEmpty() || options.trustThreshold != null) {
        throw Failure.usage("roots without a bundle: --trust-root; give --trust FILE as well");
      }
      return null;
    }
    if (options.trustRoots.isEmpty()) {
      throw Failure.usage(
          "a bundle without roots: --trust "
              + options.trust
              + "; give --trust-root KEY, which `callgate trust show` tells");
    }
    int threshold =
        options.trustThreshold == null ? options.trustRoots.size() : options.trustThreshold;
    try {
      return new RunTrust(
          TrustOption.checked(options.trust, /* named= */ true),
          TrustRoots.parse(options.trustRoots, threshold));
    } catch (ProtocolException e) {
      throw Failure.usage("not roots: --trust-root; " + e.getMessage());
    }
  }
}
