package dev.callgate.cli.agents;

import dev.callgate.approver.api.AgentSummary;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.KnownAgent;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.TextTable;
import dev.callgate.cli.terminal.TimeSpan;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which JVMs there are. */
@Command(
    name = "agents",
    description = {
      "List the JVMs that enrolled, the latest first.",
      "One that is silent has not been heard of for a while and has not said that it ends."
    })
public final class AgentsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  /** With its commands, which run there. */
  public static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new AgentsCommand(surroundings))
        .addSubcommand(new AgentTokenCommand(surroundings))
        .addSubcommand(new RevokeAgentCommand(surroundings));
  }

  private AgentsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    List<KnownAgent> agents = agents();
    if (output.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      agents.forEach(agent -> json.add(agent.json()));
      output.write(surroundings, json);
    } else if (agents.isEmpty()) {
      surroundings.say("no JVM has enrolled");
    } else {
      table(agents).lines().forEach(surroundings.out()::println);
    }
    return 0;
  }

  private List<KnownAgent> agents() throws Failure, InterruptedException {
    try {
      return connection.client(surroundings).agents();
    } catch (ApproverError e) {
      throw e.toFailure();
    }
  }

  private static TextTable table(List<KnownAgent> agents) {
    TextTable table =
        new TextTable(
            "JVM",
            "APPLICATION",
            "ENVIRONMENT",
            "PROCESS",
            "STATE",
            "SINCE",
            "LAST SEEN",
            "POLICY",
            "HELD NOW");
    for (KnownAgent agent : agents) {
      AgentSummary summary = agent.summary();
      table.row(
          CallWords.shortId(summary.jvm()),
          SafeText.of(summary.application(), 40),
          summary.environment() == null ? "-" : SafeText.of(summary.environment(), 40),
          SafeText.of(summary.pid() + " on " + summary.host(), 40),
          agent.state(),
          TimeSpan.words(summary.nowMillis() - summary.enrolledAtMillis()),
          TimeSpan.words(summary.nowMillis() - summary.lastSeenMillis()) + " ago",
          shortDigest(summary.ruleSetDigest()),
          Long.toString(summary.heldNow()));
    }
    return table;
  }

  /** Enough of a digest to compare two. */
  static String shortDigest(String digest) {
    int start = digest.indexOf(':') + 1;
    return SafeText.of(digest.substring(start, Math.min(digest.length(), start + 12)));
  }
}
