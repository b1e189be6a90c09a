package dev.callgate.cli.trust;

import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.ReviewCredential;
import dev.callgate.protocol.TrustedReviewer;
import dev.callgate.protocol.TrustedReviewer.Role;
import dev.callgate.protocol.VerificationKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One person more, or one key more of a person. */
@Command(
    name = "add-reviewer",
    description = {
      "Make the next version, with a reviewer's key in it.",
      "A reviewer who is in it already gets the key besides, and other groups where they are given."
    })
final class AddReviewerCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The trust bundle's file.")
  private Path bundle = Path.of("trust.json");

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "As the approver's --reviewer has it.")
  private String name = "";

  @Option(
      names = "--group",
      split = ",",
      paramLabel = "GROUP,…",
      description = "The policies' approver groups that the person is in.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The public key that the person's `callgate trust key` told.")
  private @Nullable String key;

  @Option(
      names = "--passkey",
      paramLabel = "FILE",
      description = {
        "A passkey, as JSON: id, rpId, origins, and publicKey (SPKI) or coseKey, in base64url."
      })
  private @Nullable Path passkey;

  @Option(
      names = "--role",
      split = ",",
      paramLabel = "approver|viewer|admin|auditor",
      description = "What the person may do. Default: approver.")
  private List<Role> roles = new ArrayList<>();

  @Mixin private final SignersOption signers = new SignersOption();

  @Mixin private final OutputOption output = new OutputOption();

  AddReviewerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    BundleFile before = BundleFile.readSigned(bundle);
    TrustedReviewer known = before.bundle().reviewer(name);
    if (known != null && !known.name().equals(name)) {
      throw Failure.usage(
          "known in another spelling: the reviewer "
              + name
              + " is "
              + known.name()
              + "; write it like that");
    }
    if ((key == null) == (passkey == null)) {
      throw Failure.usage("which key: give one of --key KEY and --passkey FILE");
    }
    List<ReviewCredential> credentials =
        new ArrayList<>(known == null ? List.of() : known.credentials());
    credentials.add(credential());
    TrustedReviewer reviewer =
        new TrustedReviewer(
            name,
            groups.isEmpty() && known != null ? known.groups() : List.copyOf(groups),
            roles.isEmpty() ? known == null ? List.of(Role.APPROVER) : known.roles() : roles,
            credentials);
    List<TrustedReviewer> reviewers = new ArrayList<>(before.bundle().reviewers());
    if (known != null) {
      reviewers.set(reviewers.indexOf(known), reviewer);
    } else {
      reviewers.add(reviewer);
    }
    BundleFile made =
        BundleFile.sign(NextVersion.of(before.bundle(), reviewers), signers.files(), List.of());
    BundleReport.finish(made, bundle, output, surroundings);
    return 0;
  }

  private ReviewCredential credential() throws Failure {
    if (passkey != null) {
      return PasskeyFile.read(passkey);
    }
    try {
      return ReviewCredential.ofKeyFile(VerificationKey.parse(String.valueOf(key)));
    } catch (ProtocolException e) {
      throw Failure.usage("not a reviewer's key: --key; " + e.getMessage());
    }
  }
}
