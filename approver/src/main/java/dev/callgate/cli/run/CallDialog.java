package dev.callgate.cli.run;

import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.Review;
import dev.callgate.cli.terminal.ArgumentValue;
import dev.callgate.cli.terminal.CallCard;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.Style;
import dev.callgate.cli.terminal.Terminal;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks one person about one held call, offering only what its rules allow. */
final class CallDialog {
  /** How the asking ended. */
  sealed interface Answer {
    /** The person decided. */
    record Decided(Review review) implements Answer {}

    /** The person wants to see others first. */
    record Skipped() implements Answer {}

    /** The question was taken back, or the terminal is gone. */
    record Stopped() implements Answer {}
  }

  /** The person was not there to finish: ends the dialog from whichever question it is at. */
  private static final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final Terminal terminal;
  private final Style style;
  private final BooleanSupplier stop;

  CallDialog(Terminal terminal, Style style, BooleanSupplier stop) {
    this.terminal = terminal;
    this.style = style;
    this.stop = stop;
  }

  Answer ask(HeldRequest held) throws IOException, InterruptedException {
    terminal.out().println();
    new CallCard(style).lines(held).forEach(terminal.out()::println);
    terminal.discardTypedAhead();
    try {
      return menu(held);
    } catch (StoppedException e) {
      return new Answer.Stopped();
    }
  }

  private Answer menu(HeldRequest held) throws IOException, InterruptedException, StoppedException {
    while (true) {
      String typed = line(choices(held)).strip().toLowerCase(Locale.ROOT);
      if (typed.equals("s") || typed.equals("skip")) {
        return new Answer.Skipped();
      }
      Verdict verdict = verdict(typed);
      Review review = verdict == null || !allows(held, verdict) ? null : review(held, verdict);
      if (review != null) {
        return new Answer.Decided(review);
      }
      if (verdict == null || !allows(held, verdict)) {
        explain(held);
      }
    }
  }

  private @Nullable Review review(HeldRequest held, Verdict verdict)
      throws IOException, InterruptedException, StoppedException {
    return switch (verdict) {
      case APPROVE -> Review.approve(held, null);
      case EDIT -> edit(held);
      case RESPOND ->
          Review.respond(held, value("answer", held.request().method().returnType()), null);
      case REJECT -> Review.reject(held, reason());
      case EXPIRE -> null;
    };
  }

  private @Nullable Review edit(HeldRequest held)
      throws IOException, InterruptedException, StoppedException {
    List<Edit> edits = new ArrayList<>();
    for (Argument argument : held.request().arguments()) {
      if (argument.editable()) {
        Edit edit = edit(argument);
        if (edit != null) {
          edits.add(edit);
        }
      }
    }
    if (edits.isEmpty()) {
      terminal.out().println("  nothing was changed");
      return null;
    }
    return Review.edit(held, edits, null);
  }

  private @Nullable Edit edit(Argument argument)
      throws IOException, InterruptedException, StoppedException {
    String question =
        SafeText.of(argument.name() + ", " + argument.type())
            + ", Enter keeps "
            + CallWords.value(argument, 60);
    while (true) {
      String typed = line(question);
      if (typed.isEmpty()) {
        return null;
      }
      try {
        return new Edit(argument.name(), ArgumentValue.parse(argument.type(), typed));
      } catch (ProtocolException e) {
        complain(e);
      }
    }
  }

  private JsonNode value(String what, String type)
      throws IOException, InterruptedException, StoppedException {
    while (true) {
      String typed = line(what + ", " + SafeText.of(type));
      try {
        return ArgumentValue.parse(type, typed);
      } catch (ProtocolException e) {
        complain(e);
      }
    }
  }

  private @Nullable String reason() throws IOException, InterruptedException, StoppedException {
    String typed = line("reason, or Enter for none").strip();
    return typed.isEmpty() ? null : typed;
  }

  private void complain(ProtocolException e) {
    terminal.out().println("  " + SafeText.of(String.valueOf(e.getMessage())));
  }

  private String line(String question) throws IOException, InterruptedException, StoppedException {
    terminal.out().print("  " + style.strong(question) + " > ");
    terminal.out().flush();
    String typed = terminal.readLine(stop);
    if (typed == null) {
      throw new StoppedException();
    }
    return typed;
  }

  private static boolean allows(HeldRequest held, Verdict verdict) {
    return held.request().decisions().contains(verdict);
  }

  private static @Nullable Verdict verdict(String typed) {
    return switch (typed) {
      case "a", "approve" -> Verdict.APPROVE;
      case "e", "edit" -> Verdict.EDIT;
      case "r", "respond" -> Verdict.RESPOND;
      case "j", "reject" -> Verdict.REJECT;
      default -> null;
    };
  }

  private static String choices(HeldRequest held) {
    StringBuilder choices = new StringBuilder();
    offer(choices, held, Verdict.APPROVE, "[a]pprove");
    offer(choices, held, Verdict.EDIT, "[e]dit");
    offer(choices, held, Verdict.RESPOND, "[r]espond");
    offer(choices, held, Verdict.REJECT, "re[j]ect");
    return choices.append("[s]kip  [?]").toString();
  }

  private static void offer(StringBuilder choices, HeldRequest held, Verdict verdict, String text) {
    if (allows(held, verdict)) {
      choices.append(text).append("  ");
    }
  }

  private void explain(HeldRequest held) {
    explain(held, Verdict.APPROVE, "a  the call runs with these arguments");
    explain(held, Verdict.EDIT, "e  the call runs with arguments that you change");
    explain(held, Verdict.RESPOND, "r  the call does not run, and returns what you answer");
    explain(held, Verdict.REJECT, "j  the call does not run, and its caller reads why");
    terminal.out().println("  s  the call goes on waiting while you look at others");
  }

  private void explain(HeldRequest held, Verdict verdict, String text) {
    if (allows(held, verdict)) {
      terminal.out().println("  " + text);
    }
  }
}
