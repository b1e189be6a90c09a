package dev.callgate.cli.review;

import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.EventPage;
import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.PeopleWords;
import dev.callgate.cli.terminal.TimeSpan;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what happens until it is stopped. */
@Command(
    name = "watch",
    description = "Write a line for every call that is held and for how it ends, until stopped.")
public final class WatchCommand implements Callable<Integer> {
  private static final int WAIT_SECONDS = 25;

  private final Surroundings surroundings;
  private final Map<String, String> told = new HashMap<>();

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  /** Runs there. */
  public WatchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReviewerClient client = connection.client(surroundings);
    long cursor = 0;
    boolean past = true;
    while (true) {
      EventPage page;
      try {
        page = client.events(cursor, past ? 0 : WAIT_SECONDS);
      } catch (ApproverError e) {
        throw e.toFailure();
      }
      // What ended before anybody watched is `ls --all`'s business.
      for (HeldRequest request : page.requests()) {
        if (!past || request.isPending()) {
          tell(request);
        }
      }
      past = past && page.cursor() != cursor;
      cursor = page.cursor();
    }
  }

  private void tell(HeldRequest held) {
    if (output.isJson()) {
      output.write(surroundings, held.json());
      return;
    }
    // The JVM's report changes a request too, and tells nothing new here.
    String now = held.isPending() ? PeopleWords.needed(held.progress()) : held.state().word();
    String before = told.put(held.id(), now);
    if (now.equals(before)) {
      return;
    }
    String waits = TimeSpan.words(held.millisLeft()) + " left";
    String news =
        !held.isPending()
            ? now
            : before == null && held.agreed() == null
                ? "held, " + waits
                : "waits, " + now + ", " + waits;
    surroundings
        .out()
        .println(
            CallWords.shortId(held.id())
                + "  "
                + news
                + "  "
                + CallWords.call(held.request())
                + "  "
                + CallWords.rules(held.request().rules()));
  }
}
