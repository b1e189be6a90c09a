package dev.callgate.cli.terminal;

import dev.callgate.approver.api.Progress;
import dev.callgate.cli.client.HeldRequest;
import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallContext;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.GrantUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One held call, with everything a person needs to decide it. */
public final class CallCard {
  private static final int LONG_VALUE = 2000;
  private static final int CALLERS = 4;

  private final Style style;

  /** Draws in {@code style}. */
  public CallCard(Style style) {
    this.style = style;
  }

  /** The card's lines. */
  public List<String> lines(HeldRequest held) {
    CallRequest request = held.request();
    List<String> lines = new ArrayList<>();
    lines.add(
        style.strong("held call " + CallWords.shortId(held.id()))
            + "  "
            + style.strong(CallWords.method(request.method())));
    for (AppliedRule rule : request.rules()) {
      lines.add("  by rule    " + rule(rule));
      if (rule.message() != null) {
        lines.add("             " + SafeText.of(rule.message(), LONG_VALUE));
      }
      for (String reason : rule.undecided()) {
        lines.add("             undecided, so it applies: " + SafeText.of(reason, LONG_VALUE));
      }
    }
    CallContext context = request.context();
    lines.add(
        "  asked by   "
            + SafeText.of(request.application())
            + environment(request.environment())
            + SafeText.of(
                ", thread "
                    + context.thread()
                    + ", process "
                    + context.pid()
                    + " on "
                    + context.host()));
    List<String> callers = callers(context.stack());
    for (int i = 0; i < callers.size(); i++) {
      lines.add((i == 0 ? "  from       " : "             ") + SafeText.of(callers.get(i), 200));
    }
    if (request.requester() != null) {
      lines.add("  for        " + SafeText.of(request.requester(), 200));
    }
    GrantUse grant = held.decision() == null ? null : held.decision().grant();
    if (grant != null) {
      lines.add("  granted    " + GrantWords.use(grant));
    }
    if (held.isPending()) {
      lines.add("  time left  " + TimeSpan.words(held.millisLeft()));
    }
    lines.addAll(people(held));
    lines.addAll(arguments(request.arguments()));
    if (!request.covers().isEmpty()) {
      lines.add("  " + style.strong("approving this also lets"));
      for (Covered covered : request.covers()) {
        lines.add("             " + CallWords.covered(covered));
      }
    }
    if (held.isPending() && request.repeats().grant() != null) {
      lines.add("  grant      " + GrantWords.offer(request.repeats().grant()));
    }
    return lines;
  }

  private static List<String> people(HeldRequest held) {
    List<String> lines = new ArrayList<>();
    if (PeopleWords.worthTelling(held.progress())) {
      for (Progress each : held.progress()) {
        lines.add((lines.isEmpty() ? "  approvals  " : "             ") + PeopleWords.line(each));
      }
    }
    if (held.agreed() != null) {
      lines.add("  agreed     " + PeopleWords.agreed(held.agreed()));
    }
    return lines;
  }

  private static String environment(@Nullable String environment) {
    return environment == null ? "" : " in " + SafeText.of(environment);
  }

  private String rule(AppliedRule rule) {
    String risk = "risk " + rule.risk().toLowerCase(Locale.ROOT);
    boolean grave =
        rule.risk().equalsIgnoreCase("critical") || rule.risk().equalsIgnoreCase("high");
    String text =
        SafeText.of(rule.id())
            + ", "
            + (grave ? style.danger(SafeText.of(risk)) : SafeText.of(risk));
    return rule.reason() == null ? text : text + ", " + SafeText.of(rule.reason());
  }

  private static List<String> arguments(List<Argument> arguments) {
    if (arguments.isEmpty()) {
      return List.of("  without arguments");
    }
    TextTable table = new TextTable("  argument", "type", "value");
    for (Argument argument : arguments) {
      table.row(
          "  " + SafeText.of(argument.name()),
          SafeText.of(argument.type()) + (argument.editable() ? ", editable" : ""),
          CallWords.value(argument, LONG_VALUE));
    }
    return table.lines();
  }

  /** The nearest callers that are not the JDK's, unless there are no others. */
  static List<String> callers(List<String> stack) {
    List<String> own =
        stack.stream()
            .filter(
                frame ->
                    !frame.startsWith("java.")
                        && !frame.startsWith("javax.")
                        && !frame.startsWith("jdk.")
                        && !frame.startsWith("sun."))
            .toList();
    return (own.isEmpty() ? stack : own).stream().limit(CALLERS).toList();
  }
}
