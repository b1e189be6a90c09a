package dev.callgate.cli.trust;

import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.protocol.ReviewCredential;
import dev.callgate.protocol.TrustedReviewer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One person less. */
@Command(
    name = "remove-reviewer",
    description = "Make the next version, without a reviewer, or without one of their keys.")
final class RemoveReviewerCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The trust bundle's file.")
  private Path bundle = Path.of("trust.json");

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "As the approver's --reviewer has it.")
  private String name = "";

  @Option(
      names = "--key-id",
      paramLabel = "ID",
      description = "Only this key of theirs, by the id that `show -o json` tells.")
  private @Nullable String keyId;

  @Mixin private final SignersOption signers = new SignersOption();

  @Mixin private final OutputOption output = new OutputOption();

  RemoveReviewerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    BundleFile before = BundleFile.readSigned(bundle);
    TrustedReviewer known = before.bundle().reviewer(name);
    if (known == null) {
      throw Failure.usage(
          "no such reviewer: " + name + " in " + bundle + "; `callgate trust show` lists them");
    }
    List<TrustedReviewer> reviewers = new ArrayList<>(before.bundle().reviewers());
    reviewers.remove(known);
    if (keyId != null) {
      List<ReviewCredential> left = new ArrayList<>(known.credentials());
      if (!left.removeIf(credential -> credential.id().equals(keyId))) {
        throw Failure.usage("no such key: " + known.name() + " has none with the id " + keyId);
      }
      reviewers.add(new TrustedReviewer(known.name(), known.groups(), known.roles(), left));
    }
    BundleFile made =
        BundleFile.sign(NextVersion.of(before.bundle(), reviewers), signers.files(), List.of());
    BundleReport.finish(made, bundle, output, surroundings);
    return 0;
  }
}
