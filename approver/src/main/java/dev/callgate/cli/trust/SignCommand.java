package dev.callgate.cli.trust;

import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.KeyFiles;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SigningKey;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One signature more. */
@Command(
    name = "sign",
    description =
        "Add a root's signature to a bundle. Shows what is signed: look at it before you hand it on.")
final class SignCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The trust bundle's file.")
  private Path bundle = Path.of("trust.json");

  @Mixin private final SignersOption signers = new SignersOption();

  @Mixin private final OutputOption output = new OutputOption();

  SignCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    BundleFile before = BundleFile.read(bundle);
    List<Path> signing = signers.required();
    Envelope envelope = before.envelope();
    for (Path file : signing) {
      SigningKey key = KeyFiles.read(file);
      if (!before.bundle().roots().contains(key.publicKey().toString())) {
        surroundings.say(
            "not one of its roots: the key in "
                + file
                + "; its signature only counts for programs that still pin it");
      }
      try {
        envelope = envelope.signedBesides(PayloadType.TRUST, key);
      } catch (ProtocolException e) {
        throw Failure.usage("not a trust bundle: " + bundle + "; " + e.getMessage());
      }
    }
    BundleFile made = new BundleFile(envelope, before.bundle());
    BundleReport.finish(made, bundle, output, surroundings);
    return 0;
  }
}
