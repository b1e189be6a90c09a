package dev.callgate.cli.trust;

import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.protocol.TrustBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The first version. */
@Command(
    name = "init",
    description = {
      "Make the first trust bundle, of these roots, with no reviewers yet.",
      "Root keys stay with whoever made them, off the machines where approvers and programs run."
    })
final class InitCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The trust bundle's file.")
  private Path bundle = Path.of("trust.json");

  @Option(
      names = "--new-root",
      paramLabel = "KEYFILE",
      description = "Make a root key in a new file, and sign with it; may be given again.")
  private List<Path> newRoots = new ArrayList<>();

  @Option(
      names = "--root",
      paramLabel = "KEY",
      description = "The public key of a root that somebody else has; may be given again.")
  private List<String> roots = new ArrayList<>();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many of the roots have to sign each version. Default: all.")
  private @Nullable Integer threshold;

  @Option(
      names = "--approver",
      paramLabel = "KEY",
      description = {
        "An approver's key, as its agent.yaml has it under trust; may be given again.",
        "Without any, programs pin it themselves."
      })
  private List<String> approvers = new ArrayList<>();

  @Mixin private final Validity validity = new Validity();

  @Mixin private final SignersOption signers = new SignersOption();

  @Mixin private final OutputOption output = new OutputOption();

  InitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (Files.exists(bundle)) {
      throw Failure.usage(
          "there is a file already: "
              + bundle
              + "; make its next version with `callgate trust rotate`");
    }
    List<String> keys = new ArrayList<>(roots);
    List<Path> signing = new ArrayList<>(signers.files());
    keys.addAll(NewRoots.make(newRoots, surroundings));
    signing.addAll(newRoots);
    if (keys.isEmpty()) {
      throw Failure.usage(
          "no roots: give --new-root KEYFILE, or --root KEY and --sign-with KEYFILE");
    }
    BundleFile made =
        BundleFile.sign(
            new TrustBundle(
                TrustBundle.VERSION,
                1,
                validity.from(),
                validity.to(),
                keys,
                threshold == null ? keys.size() : threshold,
                approvers,
                List.of(),
                List.of()),
            signing,
            List.of());
    BundleReport.finish(made, bundle, output, surroundings);
    return 0;
  }
}
