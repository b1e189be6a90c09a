package dev.callgate.cli.trust;

import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ReviewCredential;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.TrustedReviewer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What a trust bundle says, and who has signed it. */
final class BundleReport {
  private BundleReport() {}

  /** Puts a version that was made into its file, and says what it is and who has yet to sign. */
  static void finish(BundleFile made, Path bundle, OutputOption output, Surroundings surroundings)
      throws Failure {
    made.write(bundle);
    write(made, output, surroundings);
    if (!made.isComplete()) {
      surroundings.say(
          "signed by "
              + made.signers().size()
              + " of the "
              + made.bundle().threshold()
              + " roots that have to: "
              + bundle
              + "; the others add theirs with `callgate trust sign "
              + bundle
              + " --sign-with KEYFILE`");
    }
  }

  static void write(BundleFile file, OutputOption output, Surroundings surroundings)
      throws Failure {
    if (output.isJson()) {
      output.write(surroundings, json(file));
    } else {
      text(file, surroundings.out());
    }
  }

  private static ObjectNode json(BundleFile file) throws Failure {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("digest", file.envelope().payloadDigest());
    json.set("signedBy", Json.mapper().valueToTree(file.signers()));
    json.put("complete", file.isComplete());
    json.set("bundle", Json.mapper().valueToTree(file.bundle()));
    return json;
  }

  private static void text(BundleFile file, PrintStream out) throws Failure {
    TrustBundle bundle = file.bundle();
    List<String> signers = file.signers();
    out.println(
        "version    "
            + bundle.version()
            + ", from "
            + Instant.ofEpochMilli(bundle.notBeforeMillis())
            + " to "
            + Instant.ofEpochMilli(bundle.notAfterMillis()));
    out.println("digest     " + file.envelope().payloadDigest());
    out.println(
        "signed     by "
            + signers.size()
            + " of its "
            + bundle.roots().size()
            + " roots, "
            + bundle.threshold()
            + " needed"
            + (file.isComplete() ? "" : ": it does not count yet"));
    for (String root : bundle.roots()) {
      out.println(
          "root       " + SafeText.of(root) + (signers.contains(root) ? "  has signed" : ""));
    }
    for (String key : bundle.approverKeys()) {
      out.println("approver   " + SafeText.of(key));
    }
    for (String key : bundle.logKeys()) {
      out.println("log        " + SafeText.of(key));
    }
    for (TrustedReviewer reviewer : bundle.reviewers()) {
      out.println(
          "reviewer   "
              + SafeText.of(reviewer.name())
              + (reviewer.groups().isEmpty()
                  ? ", in no group"
                  : " of " + SafeText.of(String.join(", ", reviewer.groups())))
              + ", "
              + reviewer.roles().stream()
                  .map(role -> role.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", ")));
      for (ReviewCredential credential : reviewer.credentials()) {
        out.println("           " + SafeText.of(credential(credential), 400));
      }
    }
  }

  private static String credential(ReviewCredential credential) {
    return credential.signsChallenges()
        ? "passkey "
            + credential.id()
            + " at "
            + String.join(", ", credential.origins())
            + " ("
            + credential.key().substring(0, credential.key().indexOf(':'))
            + ")"
        : credential.key();
  }
}
