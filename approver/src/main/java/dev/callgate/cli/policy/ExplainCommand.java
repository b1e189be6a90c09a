package dev.callgate.cli.policy;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Explanation;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.read.PolicyReader;
import dev.callgate.policy.read.WrittenCall;
import dev.callgate.policy.trial.TestResult;
import dev.callgate.policy.trial.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--call",
      required = true,
      paramLabel = "CLASS.METHOD",
      description = "What is called, with its signature where the name alone is not clear.")
  private String call = "";

  @Option(
      names = "--arg",
      paramLabel = "NAME=VALUE",
      description = "An argument: a number, true, false, or a text, in double quotes if need be.")
  private Map<String, String> arguments = new LinkedHashMap<>();

  @Option(names = "--self", paramLabel = "VALUE", description = "What it is called on.")
  private @Nullable String self;

  @Option(
      names = "--annotated",
      paramLabel = "TYPE",
      description = "An annotation that the method or its class carries.")
  private List<String> annotated = new ArrayList<>();

  @Option(
      names = "--subtype-of",
      paramLabel = "TYPE",
      description = "What the class extends or implements.")
  private List<String> supertypes = new ArrayList<>();

  @Option(names = "--env", paramLabel = "NAME", description = "The environment it happens in.")
  private @Nullable String environment;

  /** Runs there. */
  public ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try {
      PolicySet written = PolicyReader.read(policies.sources(), null);
      PolicySet policy = PolicyReader.read(policies.sources(), environment);
      Map<String, String> words = new LinkedHashMap<>();
      words.put("call", call);
      if (self != null) {
        words.put("self", self);
      }
      StubCall stub =
          WrittenCall.of(
              written.rules(),
              words,
              Map.of("annotated", annotated, "subtype_of", supertypes),
              arguments);
      Verdict verdict = Verdict.of(policy, stub);
      policy.notes().forEach(note -> line(note.toLine()));
      line(TestResult.word(verdict.decision()).toUpperCase(Locale.ROOT));
      rules("rules that apply", verdict.applying(), stub);
      rules("rules about this method that do not apply", verdict.harmless(), stub);
      return ExitStatus.OK.code();
    } catch (PolicyException e) {
      e.problems().forEach(problem -> line(problem.toLine()));
      return ExitStatus.REFUSED.code();
    }
  }

  private void rules(String title, List<Rule> rules, StubCall stub) {
    if (!rules.isEmpty()) {
      line("");
      line(title);
    }
    for (Rule rule : rules) {
      line("  " + rule.id() + "  " + TestResult.word(rule.decide()) + "  " + rule.source());
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
