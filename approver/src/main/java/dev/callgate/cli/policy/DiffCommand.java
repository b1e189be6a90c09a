package dev.callgate.cli.policy;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.policy.Layer;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySource;
import dev.callgate.policy.PolicySources;
import dev.callgate.replay.KnownCall;
import dev.callgate.replay.Replay;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which recorded calls another policy decides otherwise. */
@Command(
    name = "diff",
    description = {
      "Say which recorded calls two versions of a policy decide differently.",
      "Exits with 1 when one of them becomes weaker."
    })
public final class DiffCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "OLD", description = "The policy as it was.")
  private @Nullable File old;

  @Parameters(index = "1", paramLabel = "NEW", description = "The policy as it is to be.")
  private @Nullable File now;

  @Option(
      names = "--calls",
      required = true,
      paramLabel = "FILE",
      description = "What an agent has recorded, with 'record' in its configuration.")
  private @Nullable File calls;

  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "The environment to ask for. Default: the one each call was recorded in.")
  private @Nullable String environment;

  @Option(
      names = "--packs",
      paramLabel = "PATH",
      description = "A file or folder with packs that did not come with Callgate.")
  private List<File> packs = new ArrayList<>();

  /** Runs there. */
  public DiffCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Failure {
    if (old == null || now == null || calls == null) {
      throw Failure.usage("two policies and --calls are needed");
    }
    List<KnownCall> read = CallsFile.read(calls, surroundings);
    try {
      return new ReplayReport(surroundings, output).diff(read, replay(old), replay(now)).code();
    } catch (PolicyException e) {
      e.problems().forEach(p -> surroundings.err().println(SafeText.of(p.toLine())));
      return ExitStatus.USAGE.code();
    }
  }

  private Replay replay(File file) {
    PolicySource source = new PolicySource(file, Layer.APPLICATION);
    return new Replay(new PolicySources(List.of(source), packs), environment);
  }
}
