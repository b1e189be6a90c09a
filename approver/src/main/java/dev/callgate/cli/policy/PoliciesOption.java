package dev.callgate.cli.policy;

import dev.callgate.policy.Layer;
import dev.callgate.policy.PolicySource;
import dev.callgate.policy.PolicySources;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which policies a command is about, and who speaks in them. */
public final class PoliciesOption {
  @Parameters(arity = "0..*", paramLabel = "FILE", description = "The policies of one program.")
  private List<File> files = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "A policy of the baseline layer, which files of other layers cannot weaken.")
  private List<File> baseline = new ArrayList<>();

  @Option(
      names = "--organisation",
      paramLabel = "FILE",
      description = "A policy of the organisation layer, below the baseline.")
  private List<File> organisation = new ArrayList<>();

  @Option(
      names = "--packs",
      paramLabel = "PATH",
      description = "A file or folder with packs that did not come with Callgate.")
  private List<File> packs = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /**
   * All of them.
   *
   * @throws ParameterException when none is named
   */
  public PolicySources sources() {
    List<PolicySource> policies = new ArrayList<>();
    baseline.forEach(file -> policies.add(new PolicySource(file, Layer.BASELINE)));
    organisation.forEach(file -> policies.add(new PolicySource(file, Layer.ORGANISATION)));
    files.forEach(file -> policies.add(new PolicySource(file, Layer.APPLICATION)));
    if (policies.isEmpty() && command != null) {
      throw new ParameterException(command.commandLine(), "no policy is named");
    }
    return new PolicySources(policies, packs);
  }
}
