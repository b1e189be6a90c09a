package dev.callgate.cli;

import dev.callgate.cli.agents.AgentsCommand;
import dev.callgate.cli.agents.CoverageCommand;
import dev.callgate.cli.audit.AuditCommand;
import dev.callgate.cli.console.ConsoleCommand;
import dev.callgate.cli.doctor.DoctorCommand;
import dev.callgate.cli.grants.GrantsCommand;
import dev.callgate.cli.notifications.NotificationsCommand;
import dev.callgate.cli.people.PeopleCommand;
import dev.callgate.cli.policy.PolicyCommand;
import dev.callgate.cli.review.ApproveCommand;
import dev.callgate.cli.review.EditCommand;
import dev.callgate.cli.review.ListCommand;
import dev.callgate.cli.review.RejectCommand;
import dev.callgate.cli.review.RespondCommand;
import dev.callgate.cli.review.ShowCommand;
import dev.callgate.cli.review.WatchCommand;
import dev.callgate.cli.run.DemoCommand;
import dev.callgate.cli.run.RunCommand;
import dev.callgate.cli.serve.ApproverCommand;
import dev.callgate.cli.stats.StatsCommand;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.tokens.TokensCommand;
import dev.callgate.cli.trust.TrustCommand;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code callgate}. */
@Command(
    name = "callgate",
    description = "Holds irreversible method calls inside a JVM until a person has said yes.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit status: 0 done, 1 refused or found wanting, 2 usage, 3 expired, 4 unreachable.",
      "`callgate COMMAND --help` tells more."
    })
public final class Main implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private Main() {}

  /** Runs one command and ends the process with its status. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), Surroundings.ofProcess()));
  }

  /** Runs one command; its exit status. */
  public static int run(List<String> args, Surroundings surroundings) {
    CommandLine run = new CommandLine(new RunCommand(surroundings));
    CommandLine doctor = new CommandLine(new DoctorCommand(surroundings));
    CommandLine approver = ApproverCommand.line(surroundings);
    CommandLine policy = PolicyCommand.line(surroundings);
    CommandLine audit = AuditCommand.line(surroundings);
    CommandLine grants = GrantsCommand.line(surroundings);
    CommandLine trust = TrustCommand.line(surroundings);
    CommandLine people = PeopleCommand.line(surroundings);
    CommandLine tokens = TokensCommand.line(surroundings);
    CommandLine agents = AgentsCommand.line(surroundings);
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(run)
            .addSubcommand(new DemoCommand(surroundings))
            .addSubcommand(approver)
            .addSubcommand(new ListCommand(surroundings))
            .addSubcommand(new ShowCommand(surroundings))
            .addSubcommand(new ApproveCommand(surroundings))
            .addSubcommand(new EditCommand(surroundings))
            .addSubcommand(new RespondCommand(surroundings))
            .addSubcommand(new RejectCommand(surroundings))
            .addSubcommand(new WatchCommand(surroundings))
            .addSubcommand(new ConsoleCommand(surroundings))
            .addSubcommand(agents)
            .addSubcommand(new CoverageCommand(surroundings))
            .addSubcommand(grants)
            .addSubcommand(new StatsCommand(surroundings))
            .addSubcommand(new NotificationsCommand(surroundings))
            .addSubcommand(audit)
            .addSubcommand(policy)
            .addSubcommand(trust)
            .addSubcommand(people)
            .addSubcommand(tokens)
            .addSubcommand(doctor);
    addHelp(line);
    line.getSubcommands().values().forEach(Main::addHelp);
    policy.getSubcommands().values().forEach(Main::addHelp);
    audit.getSubcommands().values().forEach(Main::addHelp);
    grants.getSubcommands().values().forEach(Main::addHelp);
    trust.getSubcommands().values().forEach(Main::addHelp);
    agents.getSubcommands().values().forEach(Main::addHelp);
    people.getSubcommands().values().forEach(Main::addHelp);
    tokens.getSubcommands().values().forEach(Main::addHelp);
    approver.getSubcommands().values().forEach(Main::addHelp);
    // An argument that starts with @ is an argument, and what follows the program's name is its
    // own.
    line.setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true);
    run.setStopAtPositional(true);
    doctor.setStopAtPositional(true);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(surroundings.colour() ? Ansi.ON : Ansi.OFF));
    line.setOut(writer(surroundings.out()));
    line.setErr(writer(surroundings.err()));
    line.setParameterExceptionHandler((wrong, given) -> usage(wrong, surroundings));
    line.setExecutionExceptionHandler((failed, command, parsed) -> failed(failed, surroundings));
    return line.execute(args.toArray(String[]::new));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "no command");
    }
  }

  private static int usage(ParameterException wrong, Surroundings surroundings) {
    String what = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
    String hint = "see `" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help`";
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      hint = "did you mean " + unmatched.getSuggestions().get(0) + "? " + hint;
    }
    surroundings.say("wrong usage: " + what + "; " + hint);
    return ExitStatus.USAGE.code();
  }

  private static int failed(Exception failed, Surroundings surroundings) {
    if (failed instanceof Failure failure) {
      surroundings.say(String.valueOf(failure.getMessage()));
      return failure.status().code();
    }
    StackTraceElement[] trace = failed.getStackTrace();
    surroundings.say(
        "a fault in callgate itself: "
            + failed
            + (trace.length == 0 ? "" : " at " + trace[0])
            + "; please report it with this line");
    return ExitStatus.REFUSED.code();
  }
}
