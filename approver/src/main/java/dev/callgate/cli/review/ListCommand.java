package dev.callgate.cli.review;

import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.client.ReviewerClient.Listed;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.PeopleWords;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.TextTable;
import dev.callgate.cli.terminal.TimeSpan;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What waits. */
@Command(name = "ls", description = "List the calls that wait, least time left first.")
public final class ListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(names = "--all", description = "Those that have ended as well.")
  private boolean all;

  /** Runs there. */
  public ListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    List<HeldRequest> requests = requests(connection.client(surroundings));
    if (output.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      requests.forEach(request -> json.add(request.json()));
      output.write(surroundings, json);
    } else if (requests.isEmpty()) {
      surroundings.say(all ? "no calls were held" : "no calls are waiting");
    } else {
      table(requests).lines().forEach(surroundings.out()::println);
    }
    return 0;
  }

  private List<HeldRequest> requests(ReviewerClient client) throws Failure, InterruptedException {
    try {
      return client.list(all ? Listed.ALL : Listed.PENDING);
    } catch (ApproverError e) {
      throw e.toFailure();
    }
  }

  private static TextTable table(List<HeldRequest> requests) {
    TextTable table =
        new TextTable("ID", "STATE", "YES", "TIME LEFT", "APPLICATION", "RULE", "CALL");
    for (HeldRequest held : requests) {
      table.row(
          CallWords.shortId(held.id()),
          held.state().word(),
          held.isPending() ? PeopleWords.count(held.progress()) : "-",
          held.isPending() ? TimeSpan.words(held.millisLeft()) : "-",
          SafeText.of(held.request().application(), 40),
          CallWords.rules(held.request().rules()),
          CallWords.call(held.request()));
    }
    return table;
  }
}
