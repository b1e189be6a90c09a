package dev.callgate.cli.run;

import dev.callgate.cli.agents.CoverageTable;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.Connection;
import dev.callgate.cli.client.KnownAgent;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.serve.AgentConfiguration;
import dev.callgate.cli.serve.RunSettings;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Signals;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.Style;
import dev.callgate.cli.terminal.Terminal;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run from its approver's start to its program's end. */
final class Run {
  private final RunPlan plan;
  private final RunOptions options;
  private final Surroundings surroundings;
  private final @Nullable Terminal terminal;

  private final List<RunReviewer> reviewers;

  /** Sits here, or is the first of those for whom --decide speaks. */
  private final RunReviewer here;

  private final String enrolmentToken = Ids.token("cge");

  Run(RunPlan plan, RunOptions options, Surroundings surroundings, @Nullable Terminal terminal) {
    this.plan = plan;
    this.options = options;
    this.surroundings = surroundings;
    this.terminal = terminal;
    this.reviewers =
        RunReviewer.of(
            plan.reviewers(),
            options.decide == null ? Surroundings.user() : RunOptions.AUTOMATIC_REVIEWER);
    this.here = RunReviewer.atTerminal(reviewers);
  }

  /** The program's exit status. */
  int toEnd() throws Failure, InterruptedException {
    if (isDecided()) {
      EnoughReviewers.check(plan.policies(), reviewers);
    }
    String secondToken = Ids.token("cgr");
    try (ReviewerFiles files = new ReviewerFiles();
        RunDirectory directory = RunDirectory.create();
        ApproverChild approver = ApproverChild.start(settings(directory, secondToken))) {
      URI url = URI.create(approver.address().url());
      String pin = approver.address().tlsPin();
      Path configuration = configure(directory, approver);
      writeReviewerFile(new Connection(url, pin, secondToken));
      try {
        RunVoice voice = voice();
        List<ReviewerClient> everybody = new ArrayList<>();
        for (RunReviewer reviewer : reviewers) {
          Connection connection = new Connection(url, pin, reviewer.token());
          everybody.add(new ReviewerClient(connection));
          if (decidesElsewhere(reviewer)) {
            voice.say(files.write(reviewer, connection));
          }
        }
        return accompany(
            everybody, approver, directory.plain(plan.agentJar()), configuration, voice);
      } finally {
        removeReviewerFile();
      }
    }
  }

  /**
   * Whether somebody is there who can say yes, so that a rule without enough people is a mistake.
   */
  private boolean isDecided() {
    return options.decide == Decide.APPROVE
        || (options.decide == null
            && (terminal != null || options.reviewerFile != null || !plan.reviewers().isEmpty()));
  }

  private boolean decidesElsewhere(RunReviewer reviewer) {
    return options.decide == null
        && !plan.reviewers().isEmpty()
        && (terminal == null || reviewer != here);
  }

  private RunVoice voice() {
    boolean asks = options.decide == null && terminal != null;
    return new RunVoice(
        asks && terminal != null ? terminal.out() : surroundings.err(), options.quiet);
  }

  private RunSettings settings(RunDirectory directory, String secondToken) {
    List<RunSettings.Reviewer> settings = new ArrayList<>();
    for (RunReviewer reviewer : reviewers) {
      settings.add(reviewer.withToken(reviewer.token()));
    }
    if (options.reviewerFile != null) {
      // The second terminal is a person's, whatever --decide says in the first.
      settings.add(
          options.decide == null
              ? here.withToken(secondToken)
              : new RunReviewer(Surroundings.user(), here.groups(), secondToken)
                  .withToken(secondToken));
    }
    return new RunSettings(
        directory.path().toString(),
        Digests.of(enrolmentToken),
        settings,
        plan.trust() == null ? null : plan.trust().bundle().toString());
  }

  private Path configure(RunDirectory directory, ApproverChild approver) throws Failure {
    Path enrolment = directory.write("enrolment.token", enrolmentToken + "\n");
    return directory.write(
        "callgate.yaml",
        new AgentConfiguration(
                plan.application(),
                plan.policies(),
                approver.address().url(),
                approver.address().publicKey(),
                approver.address().tlsPin(),
                enrolment,
                plan.expires(),
                options.strict,
                plan.trust() == null ? null : plan.trust().roots(),
                options.record == null ? null : options.record.toAbsolutePath())
            .toYaml());
  }

  private int accompany(
      List<ReviewerClient> everybody,
      ApproverChild approver,
      Path agentJar,
      Path configuration,
      RunVoice voice)
      throws Failure, InterruptedException {
    ReviewerClient client = everybody.get(reviewers.indexOf(here));
    HeldCalls.Reviewer reviewer = reviewer(client, everybody, voice);
    Process program = start(agentJar, configuration);
    passSignalsTo(program);
    HeldCalls calls = new HeldCalls(client, reviewer, approver::isAlive);
    calls.start();
    int status = program.waitFor();
    if (reviewer instanceof TerminalReviewer asking) {
      asking.finish();
    }
    calls.finish();
    if (options.coverage) {
      tellCoverage(client);
    }
    return status;
  }

  // One table for each JVM, the oldest first: the program may have started others.
  private void tellCoverage(ReviewerClient client) throws InterruptedException {
    try {
      List<KnownAgent> agents = new ArrayList<>(client.agents());
      Collections.reverse(agents);
      for (KnownAgent agent : agents) {
        if (agent.summary().reportedAtMillis() > 0) {
          CoverageTable.lines(client.coverage(agent.summary().jvm()))
              .forEach(surroundings.err()::println);
        }
      }
    } catch (ApproverError e) {
      surroundings.say("no coverage: " + e.toFailure().getMessage());
    } catch (Failure e) {
      // The program's own end is the command's.
      surroundings.say("no coverage: " + e.getMessage());
    }
  }

  private HeldCalls.Reviewer reviewer(
      ReviewerClient client, List<ReviewerClient> everybody, RunVoice voice) {
    if (options.decide != null) {
      return switch (options.decide) {
        case APPROVE -> new AutomaticReviewer(everybody, Verdict.APPROVE, voice);
        case REJECT -> new AutomaticReviewer(everybody, Verdict.REJECT, voice);
        case NONE -> new AbsentReviewer(voice, null);
      };
    }
    if (terminal == null) {
      return new AbsentReviewer(voice, advice());
    }
    Style style = new Style(Surroundings.colourWanted(surroundings.environment()));
    TerminalReviewer asking = new TerminalReviewer(client, terminal, style, voice);
    asking.start();
    return asking;
  }

  private @Nullable String advice() {
    if (!plan.reviewers().isEmpty()) {
      // Everybody has a file, and was told.
      return null;
    }
    return options.reviewerFile == null
        ? "nobody can be asked: there is no terminal; give --decide, or --reviewer-file FILE to"
            + " decide from another terminal"
        : "nobody can be asked here: there is no terminal; decide with `callgate approve ID"
            + " --connection "
            + options.reviewerFile
            + "`, or in a browser with the url and the token in that file";
  }

  private Process start(Path agentJar, Path configuration) throws Failure {
    ProcessBuilder builder = new ProcessBuilder(plan.command()).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.remove("CALLGATE_CONNECTION"); // a reviewer's, and not the program's
    // First of all agents: one that came before could change what this one sees.
    String own = "-javaagent:" + agentJar + "=" + configuration;
    environment.merge("JAVA_TOOL_OPTIONS", own, (theirs, ours) -> ours + " " + theirs);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.NOT_STARTED,
          "cannot start: "
              + plan.command().get(0)
              + "; give the program and its arguments after --, and check that it is there");
    }
  }

  // A signal from a terminal reaches the program by itself; one sent to this process does not.
  private void passSignalsTo(Process program) {
    Signals.on("INT", () -> forwardUnlessTerminal("INT", program));
    Signals.on("HUP", () -> forwardUnlessTerminal("HUP", program));
    Signals.on("TERM", program::destroy);
  }

  private void forwardUnlessTerminal(String signal, Process program) {
    if (terminal != null) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(program.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      surroundings.say("cannot pass the signal on: SIG" + signal + "; send it to " + program.pid());
    }
  }

  private void writeReviewerFile(Connection connection) throws Failure {
    if (options.reviewerFile == null) {
      return;
    }
    try {
      connection.write(options.reviewerFile);
    } catch (IOException e) {
      throw Failure.usage(
          "cannot write the connection file: " + options.reviewerFile + "; " + e.getMessage());
    }
  }

  private void removeReviewerFile() throws Failure {
    if (options.reviewerFile == null) {
      return;
    }
    try {
      Files.deleteIfExists(options.reviewerFile);
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.REFUSED,
          "cannot remove: " + options.reviewerFile + "; it is of no more use, delete it");
    }
  }
}
