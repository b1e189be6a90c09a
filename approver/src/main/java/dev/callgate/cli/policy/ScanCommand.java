package dev.callgate.cli.policy;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.read.PolicyReader;
import dev.callgate.scan.Baseline;
import dev.callgate.scan.RuleSkeletons;
import dev.callgate.scan.RunningProgram;
import dev.callgate.scan.Scan;
import dev.callgate.scan.ScanReport;
import dev.callgate.scan.UncoveredMethod;
import dev.callgate.scan.read.UnreadableException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what policies would weave into a program that is not running. */
@Command(
    name = "scan",
    description = {
      "Say which methods of a program each rule would hold, without starting it.",
      "Exits with 1 when a rule holds nothing, or when --baseline finds a new uncovered method."
    })
public final class ScanCommand implements Callable<Integer> {
  /** How many uncovered methods are shown or suggested without {@code -v}. */
  private static final int UNCOVERED_SHOWN = 20;

  private final Surroundings surroundings;

  @Mixin private final ReportOption output = new ReportOption();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policies of the program; without any, what @Irreversible marks.")
  private List<File> policies = new ArrayList<>();

  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "Read the policies for this environment.")
  private @Nullable String environment;

  @Option(
      names = "--coverage",
      paramLabel = "FILE",
      description =
          "What each rule has done in a program, from the file that its agent wrote (coverage: file).")
  private @Nullable Path coverage;

  @Option(
      names = "--suggest",
      description = "Write a policy that records the uncovered methods, instead of a report.")
  private boolean suggest;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Report only uncovered methods that are not in it, and fail for those.")
  private @Nullable Path baseline;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "Write all uncovered methods of now to it.")
  private @Nullable Path written;

  @Option(
      names = {"-v", "--verbose"},
      description = "Every method, not the first few, and everything that was left out.")
  private boolean verbose;

  @Parameters(
      arity = "1..*",
      paramLabel = "JAR|DIR|CLASSPATH",
      description = "The program: jars (also Spring Boot's, and wars), directories, class paths.")
  private List<String> program = new ArrayList<>();

  /** Runs there. */
  public ScanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Failure {
    if (suggest && output.format() != ReportOption.Format.TEXT) {
      throw Failure.usage("--suggest writes a policy, so it goes with no other --output");
    }
    try {
      PolicySet policy = PolicyReader.read(policies, environment);
      Progress progress = new Progress(surroundings, "classes");
      ScanReport all = Scan.of(policy, program, progress);
      progress.close();
      List<UncoveredMethod> uncovered = all.uncovered();
      if (written != null) {
        Baseline.write(written, uncovered);
      }
      if (baseline != null) {
        uncovered = Baseline.read(baseline).unknown(uncovered);
      }
      ScanReport report = all.withUncovered(uncovered);
      if (coverage != null) {
        RunningProgram running = RunningProgram.read(coverage);
        report = report.withFindings(running.joined(report.findings(), report.rules(), policy));
      }
      write(report);
      boolean wanting = report.hasErrors() || baseline != null && !uncovered.isEmpty();
      return (wanting ? ExitStatus.REFUSED : ExitStatus.OK).code();
    } catch (PolicyException e) {
      e.problems().forEach(problem -> surroundings.err().println(SafeText.of(problem.toLine())));
      throw Failure.usage(
          "not scanned: the policies are wrong; `callgate policy check` says the same");
    } catch (UnreadableException e) {
      throw Failure.usage("not scanned: " + e.getMessage());
    }
  }

  private void write(ScanReport report) {
    int shown = verbose ? Integer.MAX_VALUE : UNCOVERED_SHOWN;
    if (suggest) {
      RuleSkeletons.of(report.packs(), report.uncovered().stream().limit(shown).toList())
          .forEach(surroundings.out()::println);
      report
          .findings()
          .forEach(finding -> surroundings.err().println(SafeText.of(finding.toLine())));
      return;
    }
    switch (output.format()) {
      case TEXT -> new ScanText(surroundings.out(), verbose, shown).write(report);
      case JSON -> ScanJson.write(surroundings.out(), report);
      case SARIF -> ScanSarif.write(surroundings.out(), report);
    }
  }
}
