package dev.callgate.cli.grants;

import dev.callgate.approver.api.GrantSummary;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.KnownGrant;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.TextTable;
import dev.callgate.cli.terminal.TimeSpan;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which grants there are. */
@Command(name = "list", description = "List the grants that stand, the latest first.")
public final class ListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(names = "--all", description = "Those that are used up, over or taken back, too.")
  private boolean all;

  /** Runs there. */
  public ListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    List<KnownGrant> grants = grants();
    if (output.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      grants.forEach(grant -> json.add(grant.json()));
      output.write(surroundings, json);
    } else if (grants.isEmpty()) {
      surroundings.say(all ? "nobody has granted anything" : "no grant stands");
    } else {
      table(grants).lines().forEach(surroundings.out()::println);
    }
    return 0;
  }

  private List<KnownGrant> grants() throws Failure, InterruptedException {
    try {
      return connection.client(surroundings).grants(all);
    } catch (ApproverError e) {
      throw e.toFailure();
    }
  }

  private static TextTable table(List<KnownGrant> grants) {
    TextTable table =
        new TextTable("GRANT", "STATE", "USED", "TIME LEFT", "APPLICATION", "METHOD", "GIVEN BY");
    for (KnownGrant grant : grants) {
      GrantSummary summary = grant.summary();
      long left = summary.untilMillis() - summary.nowMillis();
      table.row(
          CallWords.shortId(summary.id()),
          summary.state().name().toLowerCase(Locale.ROOT),
          summary.used() + " of " + summary.uses(),
          left > 0 ? TimeSpan.words(left) : "-",
          SafeText.of(summary.application(), 40),
          SafeText.of(CallWords.method(summary.method()), 60),
          SafeText.of(String.join(", ", summary.givenBy()), 60));
    }
    return table;
  }
}
