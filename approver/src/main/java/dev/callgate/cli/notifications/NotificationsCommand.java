package dev.callgate.cli.notifications;

import dev.callgate.approver.api.NotificationList;
import dev.callgate.cli.client.AdminClient;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.TextTable;
import dev.callgate.protocol.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What people were told, and what nobody could be told. */
@Command(
    name = "notifications",
    description = {
      "List what the approver has told people, or could not; for admins.",
      "A dead one was tried too often or refused for good; a moot one was about a call that had"
          + " ended."
    })
public final class NotificationsCommand implements Callable<Integer> {
  private enum Wanted {
    ALL,
    WAITING,
    SENT,
    DEAD,
    MOOT
  }

  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--state",
      paramLabel = "all|waiting|sent|dead|moot",
      description = "Only those. Default: all.")
  private Wanted state = Wanted.ALL;

  /** Runs there. */
  public NotificationsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    NotificationList list;
    try {
      list =
          new AdminClient(connection.client(surroundings))
              .notifications(state.name().toLowerCase(Locale.ROOT));
    } catch (ApproverError e) {
      throw e.toFailure();
    }
    if (output.isJson()) {
      output.write(surroundings, Json.mapper().valueToTree(list.notifications()));
      return 0;
    }
    TextTable table =
        new TextTable("CREATED", "CHANNEL", "EVENT", "REQUEST", "STATE", "TRIES", "PROBLEM");
    for (NotificationList.Line line : list.notifications()) {
      table.row(
          Instant.ofEpochMilli(line.createdAtMillis()).toString(),
          SafeText.of(line.channel()),
          line.event().name().toLowerCase(Locale.ROOT),
          SafeText.of(line.requestId()),
          line.state().name().toLowerCase(Locale.ROOT),
          "" + line.tries(),
          line.problem() == null ? "-" : SafeText.of(line.problem()));
    }
    table.lines().forEach(surroundings.out()::println);
    return 0;
  }
}
