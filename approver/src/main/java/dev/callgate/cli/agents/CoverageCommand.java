package dev.callgate.cli.agents;

import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.JvmCoverage;
import dev.callgate.cli.client.KnownAgent;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the rules have done. */
@Command(
    name = "coverage",
    description = {
      "Show what each rule has done: methods it stands in, calls, held, denied, allowed.",
      "A JVM reports at its start and its end, and a minute after something changed."
    })
public final class CoverageCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "JVM",
      description = {
        "The JVM, or the first characters of its id.",
        "Default: those that are running, or else the latest."
      })
  private @Nullable String jvm;

  /** Runs there. */
  public CoverageCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    List<JvmCoverage> reports = reports(connection.client(surroundings));
    if (output.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      reports.forEach(report -> json.add(report.json()));
      output.write(surroundings, jvm == null ? json : reports.get(0).json());
      return 0;
    }
    for (JvmCoverage report : reports) {
      CoverageTable.lines(report).forEach(surroundings.out()::println);
    }
    return 0;
  }

  private List<JvmCoverage> reports(ReviewerClient client) throws Failure, InterruptedException {
    try {
      List<JvmCoverage> reports = new ArrayList<>();
      for (KnownAgent agent : chosen(client.agents())) {
        reports.add(client.coverage(agent.summary().jvm()));
      }
      return reports;
    } catch (ApproverError e) {
      throw e.toFailure();
    }
  }

  private List<KnownAgent> chosen(List<KnownAgent> agents) throws Failure {
    if (jvm == null) {
      List<KnownAgent> running =
          agents.stream()
              .filter(agent -> agent.isRunning() && agent.summary().reportedAtMillis() > 0)
              .toList();
      List<KnownAgent> chosen = running.isEmpty() ? agents.stream().limit(1).toList() : running;
      if (chosen.isEmpty()) {
        throw new Failure(ExitStatus.REFUSED, "no JVM has enrolled; start one with the agent");
      }
      return chosen;
    }
    String start = jvm.toLowerCase(Locale.ROOT);
    List<KnownAgent> named =
        agents.stream()
            .filter(agent -> !start.isEmpty() && agent.summary().jvm().startsWith(start))
            .toList();
    if (named.isEmpty()) {
      throw new Failure(
          ExitStatus.REFUSED, "no such JVM: " + jvm + "; `callgate agents` lists them");
    }
    if (named.size() > 1) {
      throw Failure.usage("not one JVM but " + named.size() + ": " + jvm + "; type more of the id");
    }
    return named;
  }
}
