package dev.callgate.cli.trust;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.TrustRoots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** What a program would say. */
@Command(
    name = "verify",
    description =
        "Tell whether a program that pins these roots would take the bundle now; exit status 1 if not.")
final class VerifyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The trust bundle's file.")
  private Path bundle = Path.of("trust.json");

  @Option(
      names = "--root",
      required = true,
      paramLabel = "KEY",
      description = "A pinned root, as approver.trust-roots has it; may be given again.")
  private List<String> roots = new ArrayList<>();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many of them have to have signed. Default: all.")
  private @Nullable Integer threshold;

  @Option(
      names = "--since",
      paramLabel = "VERSION",
      description = "The version that the program has seen already. Default: none.")
  private long since;

  @Mixin private final OutputOption output = new OutputOption();

  VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    BundleFile file = BundleFile.read(bundle);
    TrustRoots pinned;
    try {
      pinned = TrustRoots.parse(roots, threshold == null ? roots.size() : threshold);
    } catch (ProtocolException e) {
      throw Failure.usage("not roots: --root; " + e.getMessage());
    }
    String why = null;
    try {
      pinned.verify(file.envelope()).requireValid(System.currentTimeMillis());
      if (file.bundle().version() < since) {
        throw new ProtocolException(
            "the trust bundle is of version "
                + file.bundle().version()
                + ", and version "
                + since
                + " was in force already");
      }
    } catch (ProtocolException e) {
      why = e.getMessage();
    }
    if (output.isJson()) {
      ObjectNode json = Json.mapper().createObjectNode();
      json.put("verified", why == null);
      json.put("version", file.bundle().version());
      json.put("digest", file.envelope().payloadDigest());
      json.put("why", why);
      output.write(surroundings, json);
    } else if (why == null) {
      surroundings
          .out()
          .println(
              "verified: version "
                  + file.bundle().version()
                  + ", "
                  + file.envelope().payloadDigest());
    }
    if (why != null) {
      surroundings.say("the trust bundle does not count: " + bundle + "; " + why);
    }
    return why == null ? 0 : ExitStatus.REFUSED.code();
  }
}
