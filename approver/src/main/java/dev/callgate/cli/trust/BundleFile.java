package dev.callgate.cli.trust;

import dev.callgate.approver.life.TrustFile;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.KeyFiles;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A trust bundle in a file, with the signatures that it has so far. Not secret: whoever reads it
 * learns who reviews, and nothing that signs.
 *
 * @param envelope as it is in the file
 * @param bundle what it says, whole and without contradictions; by whom it is signed is another
 *     question
 */
record BundleFile(Envelope envelope, TrustBundle bundle) {

  static BundleFile read(Path file) throws Failure {
    if (!Files.isRegularFile(file)) {
      throw Failure.usage("no trust bundle: " + file + "; make one with `callgate trust init`");
    }
    try {
      Envelope envelope = Envelope.parse(Files.readAllBytes(file));
      TrustBundle bundle = Json.read(envelope.unverifiedPayload(), TrustBundle.class);
      bundle.check();
      return new BundleFile(envelope, bundle);
    } catch (ProtocolException e) {
      throw Failure.usage("not a trust bundle: " + file + "; " + e.getMessage());
    } catch (IOException e) {
      throw Failure.usage("cannot read the trust bundle: " + file + "; " + e.getMessage());
    }
  }

  /**
   * The same, to make the next version of: every root that it names as needed has signed this one,
   * so that nobody builds on what somebody else has slipped in.
   */
  static BundleFile readSigned(Path file) throws Failure {
    BundleFile found = read(file);
    try {
      TrustFile.read(found.envelope());
      return found;
    } catch (ProtocolException e) {
      throw new Failure(
          ExitStatus.REFUSED,
          "not signed by enough of its roots: "
              + file
              + "; "
              + e.getMessage()
              + "; have them `callgate trust sign` it first, or go back to the version before");
    }
  }

  /** Signs a version with each of the keys, all of them roots of it or of the one before. */
  static BundleFile sign(TrustBundle bundle, List<Path> keyFiles, List<String> alsoRoots)
      throws Failure {
    try {
      bundle.check();
      Envelope envelope = null;
      for (Path file : keyFiles) {
        SigningKey key = KeyFiles.read(file);
        String written = key.publicKey().toString();
        if (!bundle.roots().contains(written) && !alsoRoots.contains(written)) {
          throw Failure.usage(
              "not a root: the key in " + file + " is " + written + "; sign with a root's key");
        }
        envelope =
            envelope == null
                ? Envelope.sign(PayloadType.TRUST, Json.write(bundle), key)
                : envelope.signedBesides(PayloadType.TRUST, key);
      }
      if (envelope == null) {
        throw SignersOption.nobody();
      }
      return new BundleFile(envelope, bundle);
    } catch (ProtocolException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  /** Replaces the file as a whole. */
  void write(Path file) throws Failure {
    Path directory = file.toAbsolutePath().getParent();
    try {
      Path fresh = Files.createTempFile(directory, ".callgate", ".new");
      Files.write(fresh, envelope.toJson());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.REFUSED, "cannot write the trust bundle: " + file + "; " + e.getMessage());
    }
  }

  /** Those of its own roots that have signed it. */
  List<String> signers() throws Failure {
    List<String> signers = new ArrayList<>();
    try {
      for (String root : bundle.roots()) {
        VerificationKey key = VerificationKey.parse(root);
        if (!envelope.signers(PayloadType.TRUST, List.of(key)).isEmpty()) {
          signers.add(root);
        }
      }
    } catch (ProtocolException e) {
      throw Failure.usage("not a trust bundle: " + e.getMessage());
    }
    return signers;
  }

  boolean isComplete() throws Failure {
    return signers().size() >= bundle.threshold();
  }
}
