package dev.callgate.cli.audit;

import dev.callgate.audit.ExportVerifier;
import dev.callgate.audit.Finding;
import dev.callgate.audit.Verification;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.TrustRoots;
import dev.callgate.protocol.VerificationKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Whether anything was changed, dropped or forged. Asks nobody. */
@Command(
    name = "verify",
    description = {
      "Verify an exported audit log, offline: every hash, signature and step in it.",
      "Exit status 0 when it is intact, 1 when something was changed, dropped or forged."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "DIR", description = "The export.")
  private @Nullable Path folder;

  @Option(
      names = "--trust",
      paramLabel = "KEY|FILE",
      description = {
        "The approver's public key (ed25519:…, approver.trust of the agents' configuration), or a"
            + " file of such lines.",
        "May be given again, for each key that the approver has had. Never take it from the export."
      })
  private List<String> trust = new ArrayList<>();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "The checkpoint of an earlier export: this one has to go on from it.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = {
        "A trust bundle: reviewers' own signatures are verified by it. May be given again, for each"
            + " that was in force; needs --root."
      })
  private List<Path> bundles = new ArrayList<>();

  @Option(
      names = "--root",
      paramLabel = "KEY",
      description = "A root key of the bundles; may be given again.")
  private List<String> roots = new ArrayList<>();

  @Option(
      names = "--root-threshold",
      paramLabel = "N",
      description = "How many of the roots have to have signed. Default: 1.")
  private int threshold = 1;

  VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path export = Objects.requireNonNull(folder);
    if (!Files.isDirectory(export)) {
      throw Failure.usage("no such folder: " + export + "; name one that `audit export` wrote");
    }
    Verification verification;
    try (Progress progress = new Progress(surroundings, "entries verified")) {
      verification =
          new ExportVerifier(export, keys(), bundles(), earlier(), progress::at).verify();
    } catch (IOException e) {
      throw Failure.usage("the export cannot be read: " + e);
    }
    if (output.isJson()) {
      ObjectNode json = Json.mapper().valueToTree(verification);
      json.put("intact", verification.intact());
      output.write(surroundings, json);
    } else {
      tell(verification, surroundings.out());
    }
    return (verification.intact() ? ExitStatus.OK : ExitStatus.REFUSED).code();
  }

  private static void tell(Verification of, PrintStream out) {
    if (of.origin() != null) {
      out.println("log: " + SafeText.of(of.origin()));
      out.println("checkpoint: " + of.size() + " entries, signed by " + of.signedBy());
      if (of.root() != null) {
        out.println("root: " + of.root());
      }
      if (of.earlier() != null) {
        out.println("earlier checkpoint: " + of.earlier() + " entries");
      }
      for (Map.Entry<String, Long> kind : of.entries().entrySet()) {
        out.println("  " + SafeText.of(kind.getKey()) + ": " + kind.getValue());
      }
      out.println("signatures verified: " + of.signatures());
      if (of.reviews() > 0) {
        out.println("reviewers' own signatures verified: " + of.reviews());
      }
    }
    for (Finding each : of.wrong()) {
      out.println("wrong: " + SafeText.of(each.toString()));
    }
    long more = of.wrongInAll() - of.wrong().size();
    if (more > 0) {
      out.println("wrong: " + more + " more");
    }
    out.println(of.intact() ? "intact" : "not intact");
  }

  private List<VerificationKey> keys() throws Failure {
    List<VerificationKey> keys = new ArrayList<>();
    for (String each : trust) {
      if (each.startsWith("ed25519:")) {
        keys.add(key(each));
      } else {
        for (String line : lines(Path.of(each))) {
          if (!line.isBlank() && !line.startsWith("#")) {
            keys.add(key(line.strip()));
          }
        }
      }
    }
    if (keys.isEmpty()) {
      throw Failure.usage(
          "nobody to trust: --trust is missing; give the approver's public key, approver.trust of"
              + " the agents' configuration");
    }
    return keys;
  }

  private List<TrustBundle> bundles() throws Failure {
    List<TrustBundle> verified = new ArrayList<>();
    for (Path file : bundles) {
      try {
        verified.add(
            TrustRoots.parse(roots, threshold).verify(Envelope.parse(Files.readAllBytes(file))));
      } catch (IOException | ProtocolException e) {
        throw Failure.usage(
            "not a trust bundle that counts: "
                + file
                + "; "
                + e.getMessage()
                + "; name its roots with --root");
      }
    }
    return verified;
  }

  private static List<String> lines(Path file) throws Failure {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw Failure.usage("not a key and not a file of keys: --trust " + file + "; " + e);
    }
  }

  private static VerificationKey key(String text) throws Failure {
    try {
      return VerificationKey.parse(text);
    } catch (ProtocolException e) {
      throw Failure.usage("not a key: --trust " + text + "; it is " + e.getMessage());
    }
  }

  private byte @Nullable [] earlier() throws Failure {
    if (checkpoint == null) {
      return null;
    }
    try {
      return Files.readAllBytes(checkpoint);
    } catch (IOException e) {
      throw Failure.usage("the checkpoint cannot be read: " + checkpoint + "; " + e);
    }
  }
}
