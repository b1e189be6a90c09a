package dev.callgate.cli.review;

import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.HistoryEntry;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.CallCard;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.Style;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.Edit;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Everything about one request. */
@Command(name = "show", description = "Show one request with its arguments and its history.")
public final class ShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The request, or the first characters of its id.")
  private String id = "";

  /** Runs there. */
  public ShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    HeldRequest held = RequestLookup.find(connection.client(surroundings), id);
    if (output.isJson()) {
      output.write(surroundings, held.json());
    } else {
      print(held, surroundings.out());
    }
    return 0;
  }

  private void print(HeldRequest held, PrintStream out) {
    new CallCard(new Style(surroundings.colour())).lines(held).forEach(out::println);
    out.println("  id         " + SafeText.of(held.id()));
    out.println("  digest     " + SafeText.of(held.requestDigest()));
    out.println("  may be     " + allowed(held));
    out.println("  state      " + held.state().word());
    if (held.decision() != null) {
      decision(held.decision(), out);
    }
    if (held.outcome() != null) {
      out.println("  ended      " + SafeText.of(held.outcome().toLowerCase(Locale.ROOT)));
    }
    for (HistoryEntry entry : held.history()) {
      out.println(
          "  "
              + Instant.ofEpochMilli(entry.atMillis()).truncatedTo(ChronoUnit.MILLIS)
              + "  "
              + SafeText.of(entry.type())
              + (entry.actor() == null ? "" : " by " + SafeText.of(entry.actor()))
              + (entry.detail() == null ? "" : ": " + SafeText.of(entry.detail(), 500)));
    }
  }

  private static String allowed(HeldRequest held) {
    return held.request().decisions().stream()
        .map(verdict -> verdict.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static void decision(CallDecision decision, PrintStream out) {
    out.println(
        "  decided    "
            + decision.verdict().name().toLowerCase(Locale.ROOT)
            + (decision.decidedBy().isEmpty()
                ? ""
                : " by " + SafeText.of(String.join(", ", decision.decidedBy()))));
    for (Edit edit : decision.edits()) {
      out.println("  changed    " + SafeText.of(edit.name() + " = " + edit.value(), 500));
    }
    if (decision.response() != null) {
      out.println("  answered   " + SafeText.of(decision.response().toString(), 500));
    }
    if (decision.reason() != null) {
      out.println("  reason     " + SafeText.of(decision.reason(), 500));
    }
  }
}
