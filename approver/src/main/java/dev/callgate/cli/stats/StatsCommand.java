package dev.callgate.cli.stats;

import dev.callgate.approver.api.Statistics;
import dev.callgate.approver.api.Statistics.OfPerson;
import dev.callgate.approver.api.Statistics.OfRule;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.TextTable;
import dev.callgate.cli.terminal.TimeSpan;
import dev.callgate.protocol.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Whether people still look at what they approve. */
@Command(
    name = "stats",
    description = {
      "Show how people decide: how quickly, how often yes, and what nobody decided in time.",
      "Somebody who approves all of much within seconds is asked too often; see docs/grants.md."
    })
public final class StatsCommand implements Callable<Integer> {
  private static final int MOST_DAYS = 366;

  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(names = "--days", paramLabel = "N", description = "Of the last N days. Default: 30.")
  private int days = 30;

  /** Runs there. */
  public StatsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (days < 1 || days > MOST_DAYS) {
      throw Failure.usage("not a number of days: " + days + "; give 1 to " + MOST_DAYS);
    }
    JsonNode json = statistics();
    if (output.isJson()) {
      output.write(surroundings, json);
      return 0;
    }
    Statistics statistics = Json.mapper().treeToValue(json, Statistics.class);
    if (statistics.requests() == 0 && statistics.people().isEmpty()) {
      surroundings.say("nobody was asked anything in the last " + days + " days");
      return 0;
    }
    people(statistics).lines().forEach(surroundings.out()::println);
    surroundings.out().println();
    rules(statistics).lines().forEach(surroundings.out()::println);
    return 0;
  }

  private JsonNode statistics() throws Failure, InterruptedException {
    ReviewerClient client = connection.client(surroundings);
    try {
      return client.statistics(days);
    } catch (ApproverError e) {
      throw e.toFailure();
    }
  }

  private static TextTable people(Statistics statistics) {
    TextTable table =
        new TextTable(
            "PERSON",
            "REVIEWS",
            "YES",
            "MEDIAN TIME",
            "UNDER " + TimeSpan.words(statistics.quickMillis()),
            "QUICKEST");
    for (OfPerson each : statistics.people()) {
      table.row(
          SafeText.of(each.name(), 40),
          Integer.toString(each.reviews()),
          share(each.approvals(), each.reviews()),
          TimeSpan.words(each.medianMillis()),
          share(each.quick(), each.reviews()),
          TimeSpan.words(each.quickestMillis()));
    }
    return table;
  }

  private static TextTable rules(Statistics statistics) {
    TextTable table =
        new TextTable(
            "RULE", "REQUESTS", "YES", "NO", "GRANTED", "REPEATED", "EXPIRED", "MEDIAN TIME");
    for (OfRule each : statistics.rules()) {
      table.row(
          SafeText.of(each.rule(), 60),
          Integer.toString(each.requests()),
          share(each.approvals(), each.requests()),
          share(each.rejections(), each.requests()),
          share(each.granted(), each.requests()),
          share(each.repeated(), each.requests()),
          share(each.expired(), each.requests()),
          TimeSpan.words(each.medianMillis()));
    }
    return table;
  }

  private static String share(int part, int of) {
    return part + " (" + (of == 0 ? 0 : Math.round(100.0 * part / of)) + "%)";
  }
}
