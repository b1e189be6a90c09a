package dev.callgate.cli.run;

import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.PeopleWords;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.protocol.CallDecision;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One line of talk when a call is held and one when it has ended. Thread-safe. */
final class RunVoice {
  private final PrintStream out;
  private final boolean quiet;
  private final Set<String> endsTold = new HashSet<>();
  private final Map<String, String> neededTold = new HashMap<>();

  RunVoice(PrintStream out, boolean quiet) {
    this.out = out;
    this.quiet = quiet;
  }

  void held(HeldRequest request) {
    event(request, "held", "");
  }

  /** Somebody has agreed, and more people are needed; said once for each such state. */
  synchronized void waits(HeldRequest request) {
    String needed = PeopleWords.needed(request.progress());
    if (!needed.equals(neededTold.put(request.id(), needed))) {
      event(request, "waits", ": " + needed);
    }
  }

  /** What became of a request that was just reviewed. */
  void reviewed(HeldRequest request) {
    if (request.isPending()) {
      waits(request);
    } else {
      ended(request);
    }
  }

  synchronized void ended(HeldRequest request) {
    if (endsTold.add(request.id())) {
      event(request, request.state().word(), "");
    }
  }

  private void event(HeldRequest request, String word, String more) {
    if (!quiet) {
      out.println(
          "callgate: "
              + word
              + " ".repeat(Math.max(1, 10 - word.length()))
              + CallWords.call(request.request())
              + changes(request.decision())
              + " by "
              + CallWords.rules(request.request().rules())
              + more);
    }
  }

  private static String changes(@Nullable CallDecision decision) {
    if (decision == null || decision.edits().isEmpty()) {
      return "";
    }
    return " with "
        + decision.edits().stream()
            .map(edit -> SafeText.of(edit.name() + "=" + edit.value(), 60))
            .collect(Collectors.joining(", "));
  }

  /** What a person has to know even when calls are not talked about. The text is safe already. */
  void say(String line) {
    out.println("callgate: " + line);
  }

  /** From now on every gated call is refused; said even when calls are not talked about. */
  void lost(Failure why) {
    say(
        SafeText.of(String.valueOf(why.getMessage()))
            + "; the program goes on, and its gated calls are refused");
  }
}
