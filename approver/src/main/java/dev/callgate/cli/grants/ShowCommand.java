package dev.callgate.cli.grants;

import dev.callgate.approver.api.GrantDetail;
import dev.callgate.approver.api.GrantSummary;
import dev.callgate.cli.client.KnownGrant;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.GrantWords;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.TimeSpan;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One grant with all its bounds and uses. */
@Command(name = "show", description = "Show a grant: all its bounds, and what it let through.")
public final class ShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The grant, or the first characters of its id.")
  private String id = "";

  /** Runs there. */
  public ShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    KnownGrant grant = GrantLookup.find(connection.client(surroundings), id);
    if (output.isJson()) {
      output.write(surroundings, grant.json());
    } else {
      lines(grant).forEach(surroundings.out()::println);
    }
    return 0;
  }

  static List<String> lines(KnownGrant grant) {
    GrantSummary summary = grant.summary();
    List<String> lines =
        GrantWords.bounds(
            summary.application(),
            summary.environment(),
            summary.caller(),
            summary.requester(),
            summary.bound());
    lines.add(
        0,
        "grant "
            + CallWords.shortId(summary.id())
            + "  "
            + summary.state().name().toLowerCase(Locale.ROOT)
            + "  "
            + SafeText.of(CallWords.method(summary.method())));
    lines.add("  used       " + summary.used() + " of " + summary.uses());
    long left = summary.untilMillis() - summary.nowMillis();
    lines.add("  time left  " + (left > 0 ? TimeSpan.words(left) : "none"));
    lines.add("  given by   " + SafeText.of(String.join(", ", summary.givenBy()), 400));
    if (summary.revokedBy() != null) {
      lines.add(
          "  revoked by "
              + SafeText.of(summary.revokedBy(), 200)
              + (summary.revokeReason() == null
                  ? ""
                  : ": " + SafeText.of(summary.revokeReason(), 400)));
    }
    for (GrantDetail.Use use : grant.calls()) {
      lines.add("  use " + use.use() + "      " + CallWords.shortId(use.requestId()));
    }
    return lines;
  }
}
