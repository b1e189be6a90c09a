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
import dev.callgate.policy.Problem;
import dev.callgate.policy.Rule;
import dev.callgate.policy.trial.MutationRun;
import dev.callgate.policy.trial.TestResult;
import dev.callgate.policy.trial.TestRun;
import dev.callgate.replay.KnownCall;
import dev.callgate.replay.Replay;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the tests beside the rules of policies. */
@Command(
    name = "test",
    description = {
      "Run the tests that stand in policies, each file's against its own rules.",
      "Exits with 1 when one fails, or when a policy is wrong."
    })
public final class TestCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policies with tests.")
  private List<File> files = new ArrayList<>();

  @Option(
      names = "--packs",
      paramLabel = "PATH",
      description = "A file or folder with packs that did not come with Callgate.")
  private List<File> packs = new ArrayList<>();

  @Option(
      names = "--strict",
      description = "Exit with 1 as well when a pack makes a call stricter than a test wants it.")
  private boolean strict;

  @Option(
      names = "--mutate",
      description = {
        "Change each condition a little, one change at a time, and run the tests again.",
        "Exits with 1 when some change is noticed by no test."
      })
  private boolean mutate;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = {
        "Ask the policies, all together, about the calls that an agent has recorded there.",
        "Exits with 1 when one of them is decided otherwise than it was."
      })
  private @Nullable File record;

  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "With --record: the environment to ask for, instead of each call's own.")
  private @Nullable String environment;

  /** Runs there. */
  public TestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Failure {
    return record == null ? tests() : replay(record);
  }

  private int replay(File recorded) throws Failure {
    List<PolicySource> sources = new ArrayList<>();
    files.forEach(file -> sources.add(new PolicySource(file, Layer.APPLICATION)));
    List<KnownCall> calls = CallsFile.read(recorded, surroundings);
    try {
      return new ReplayReport(surroundings, output)
          .test(calls, new Replay(new PolicySources(sources, packs), environment))
          .code();
    } catch (PolicyException e) {
      e.problems().forEach(problem -> line(problem.toLine()));
      return ExitStatus.REFUSED.code();
    }
  }

  private int tests() {
    List<Problem> problems = new ArrayList<>();
    List<TestRun> runs = new ArrayList<>();
    Map<File, MutationRun> mutations = new LinkedHashMap<>();
    for (File file : files) {
      try {
        TestRun run = TestRun.of(file, packs);
        runs.add(run);
        MutationRun mutation = mutate && run.failed() == 0 ? mutation(file) : null;
        if (mutation != null) {
          mutations.put(file, mutation);
        }
      } catch (PolicyException e) {
        problems.addAll(e.problems());
      }
    }
    if (output.isJson()) {
      output.write(surroundings, new TestJson(problems, runs, mutations).json());
    } else {
      problems.forEach(problem -> line(problem.toLine()));
      runs.forEach(run -> lines(run, mutations.get(run.file())));
    }
    boolean wanting = sum(runs, mutations.values());
    return (problems.isEmpty() && !wanting ? ExitStatus.OK : ExitStatus.REFUSED).code();
  }

  private @Nullable MutationRun mutation(File file) throws PolicyException {
    try (Progress progress = new Progress(surroundings, "changes")) {
      return MutationRun.of(file, packs, progress);
    }
  }

  /** Says it; true when something is found wanting. */
  private boolean sum(List<TestRun> runs, Collection<MutationRun> mutations) {
    int tests = 0;
    int failed = 0;
    int warnings = 0;
    for (TestRun run : runs) {
      tests += run.results().size();
      failed += run.failed();
      warnings += run.warnings().size();
    }
    String warned =
        warnings == 0 ? "" : warnings == 1 ? ", 1 warning" : ", " + warnings + " warnings";
    surroundings.say((tests - failed) + " passed, " + failed + " failed" + warned);
    int tried = 0;
    int noticed = 0;
    for (MutationRun mutation : mutations) {
      tried += mutation.mutants();
      noticed += mutation.noticed();
    }
    if (mutate && failed > 0) {
      surroundings.say("tests that fail notice nothing: nothing was changed where one does");
    } else if (mutate) {
      surroundings.say(noticed + " of " + tried + " changes noticed");
    }
    return failed > 0 || strict && warnings > 0 || noticed < tried;
  }

  private void lines(TestRun run, @Nullable MutationRun mutation) {
    line(run.file().getPath());
    for (TestResult result : run.results()) {
      line("  " + result.toLine());
      for (Rule rule : result.verdict().undecided()) {
        line("         note: " + rule.id() + " could not be decided, so it applies");
      }
      for (String cover : CoversText.of(result.verdict(), result.test().call())) {
        line("         note: " + cover);
      }
    }
    run.uncovered().forEach(uncovered -> line("  coverage: " + uncovered));
    run.warnings().forEach(warning -> line(warning.toLine()));
    if (mutation != null) {
      mutation.problems().forEach(problem -> line(problem.toLine()));
    }
  }

  private void line(String text) {
    surroundings.out().println(SafeText.of(text));
  }
}
