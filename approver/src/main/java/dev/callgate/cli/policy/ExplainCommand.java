package dev.callgate.cli.policy;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Decision;
import dev.callgate.policy.Explanation;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.read.PolicyReader;
import dev.callgate.policy.trial.TestResult;
import dev.callgate.policy.trial.Verdict;
import dev.callgate.replay.KnownCall;
import dev.callgate.replay.Replay;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what policies make of one call, and why. */
@Command(
    name = "explain",
    description = "Say what policies make of a call that is only written down, and why.")
public final class ExplainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final PoliciesOption policies = new PoliciesOption();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what = new What();

  @Mixin private final CallOptions call = new CallOptions();

  @Option(names = "--env", paramLabel = "NAME", description = "The environment it happens in.")
  private @Nullable String environment;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json|md",
      description = "What to write on standard output; md is for --rule and --all.")
  private RuleReport.Format format = RuleReport.Format.TEXT;

  @Option(
      names = "--line",
      paramLabel = "N",
      description = "With --calls: which line. Default: the first.")
  private int line = 1;

  /** One of these. */
  private static final class What {
    @Option(
        names = "--call",
        paramLabel = "CLASS.METHOD",
        description =
            "What becomes of a call; with its signature where the name alone is not clear.")
    private @Nullable String call;

    @Option(
        names = "--calls",
        paramLabel = "FILE",
        description = "What becomes of a call that an agent has recorded there; see --line.")
    private @Nullable File calls;

    @Option(
        names = "--rule",
        paramLabel = "ID",
        description = "What a rule means; POLICY/ID, or ID where only one policy has it.")
    private @Nullable String rule;

    @Option(names = "--all", description = "What every rule means: a hand-out for an audit.")
    private boolean all;
  }

  /** Runs there. */
  public ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Failure {
    try {
      if (what.calls != null) {
        KnownCall recorded = recorded(what.calls);
        if (format != RuleReport.Format.JSON) {
          line(recorded.words());
        }
        return told(
            new Replay(policies.sources(), environment).policy(recorded),
            recorded.call(),
            environment == null ? recorded.recorded().environment() : environment);
      }
      PolicySet policy = PolicyReader.read(policies.sources(), environment);
      if (what.call == null) {
        new RuleReport(policy, surroundings.out()).write(what.rule, format);
        return ExitStatus.OK.code();
      }
      PolicySet written =
          environment == null ? policy : PolicyReader.read(policies.sources(), null);
      return told(policy, call.read(what.call, written.rules()), environment);
    } catch (PolicyException e) {
      e.problems().forEach(problem -> line(problem.toLine()));
      return ExitStatus.REFUSED.code();
    }
  }

  /** The call on that line. */
  private KnownCall recorded(File file) throws Failure {
    for (KnownCall known : CallsFile.read(file, surroundings)) {
      if (known.line() == line) {
        return known;
      }
    }
    throw Failure.usage("no recorded call: " + file + ":" + line + "; give --line another number");
  }

  private int told(PolicySet policy, StubCall stub, @Nullable String in) {
    Verdict verdict = Verdict.of(policy, stub);
    if (format == RuleReport.Format.JSON) {
      OutputOption.write(surroundings.out(), CallReport.json(policy, stub, verdict));
      return ExitStatus.OK.code();
    }
    policy.notes().forEach(note -> line(note.toLine()));
    line(CallReport.headline(policy, verdict, in));
    CoversText.of(verdict, stub).forEach(this::line);
    rules("rules that apply", verdict.applying(), stub);
    rules("rules about this method that do not apply", verdict.harmless(), stub);
    return ExitStatus.OK.code();
  }

  private void rules(String title, List<Rule> rules, StubCall stub) {
    if (!rules.isEmpty()) {
      line("");
      line(title);
    }
    for (Rule rule : rules) {
      line("  " + rule.id() + "  " + TestResult.word(rule.decide()) + "  " + rule.source());
      if (rule.decide() == Decision.GATE) {
        line("    approved by " + rule.gate().people());
      }
      BoundRule bound = stub.bind(rule);
      if (bound != null) {
        for (Explanation part : Explanation.of(bound, stub)) {
          String truth = part.truth().name().toLowerCase(Locale.ROOT);
          String why = part.why() == null ? "" : " (" + part.why() + ")";
          line("    " + "  ".repeat(part.depth()) + truth + "  " + part.text() + why);
        }
      }
    }
  }

  private void line(String text) {
    surroundings.out().println(SafeText.of(text));
  }
}
