package dev.callgate.cli.trust;

import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.protocol.TrustBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Another time, other roots, other approvers. */
@Command(
    name = "rotate",
    description = {
      "Make the next version, with a new time, or with other roots, threshold or approvers.",
      "Programs that pin the old roots take it only with the old roots' signatures: sign with both."
    })
final class RotateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The trust bundle's file.")
  private Path bundle = Path.of("trust.json");

  @Option(
      names = "--new-root",
      paramLabel = "KEYFILE",
      description = "Make a root key in a new file, and sign with it besides.")
  private List<Path> newRoots = new ArrayList<>();

  @Option(names = "--add-root", paramLabel = "KEY", description = "Another root's public key.")
  private List<String> addRoots = new ArrayList<>();

  @Option(names = "--remove-root", paramLabel = "KEY", description = "A root that is one no more.")
  private List<String> removeRoots = new ArrayList<>();

  @Option(names = "--threshold", paramLabel = "N", description = "How many roots have to sign.")
  private @Nullable Integer threshold;

  @Option(names = "--add-approver", paramLabel = "KEY", description = "Another approver's key.")
  private List<String> addApprovers = new ArrayList<>();

  @Option(
      names = "--remove-approver",
      paramLabel = "KEY",
      description = "A key whose decisions do not count any more.")
  private List<String> removeApprovers = new ArrayList<>();

  @Option(names = "--add-log", paramLabel = "KEY", description = "The key of an audit log.")
  private List<String> addLogs = new ArrayList<>();

  @Option(names = "--remove-log", paramLabel = "KEY", description = "A log's key to take out.")
  private List<String> removeLogs = new ArrayList<>();

  @Mixin private final Validity validity = new Validity();

  @Mixin private final SignersOption signers = new SignersOption();

  @Mixin private final OutputOption output = new OutputOption();

  RotateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    TrustBundle before = BundleFile.readSigned(bundle).bundle();
    List<Path> signing = new ArrayList<>(signers.required());
    List<String> roots = changed("root", before.roots(), addRoots, removeRoots);
    List<String> approvers =
        changed("approver", before.approverKeys(), addApprovers, removeApprovers);
    List<String> logs = changed("log", before.logKeys(), addLogs, removeLogs);
    roots.addAll(NewRoots.make(newRoots, surroundings));
    signing.addAll(newRoots);
    BundleFile made =
        BundleFile.sign(
            new TrustBundle(
                TrustBundle.VERSION,
                before.version() + 1,
                validity.from(),
                validity.to(),
                roots,
                threshold == null ? Math.min(before.threshold(), roots.size()) : threshold,
                approvers,
                logs,
                before.reviewers()),
            signing,
            before.roots());
    BundleReport.finish(made, bundle, output, surroundings);
    return 0;
  }

  private static List<String> changed(
      String what, List<String> before, List<String> added, List<String> removed) throws Failure {
    List<String> after = new ArrayList<>(before);
    for (String key : removed) {
      if (!after.remove(key)) {
        throw Failure.usage("no such " + what + ": " + key + "; `callgate trust show` lists them");
      }
    }
    after.addAll(added);
    return after;
  }
}
