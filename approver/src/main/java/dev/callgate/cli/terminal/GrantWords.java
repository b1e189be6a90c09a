package dev.callgate.cli.terminal;

import dev.callgate.protocol.GrantUse;
import dev.callgate.protocol.Repeats.Bound;
import dev.callgate.protocol.Repeats.GrantOffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bounds of a grant in words: all of them, always. */
public final class GrantWords {
  private static final int LONGEST = 2000;

  private GrantWords() {}

  /** How far its rules let a yes stand. */
  public static String offer(GrantOffer offer) {
    return "approve --grant lets up to "
        + calls(offer.mostUses())
        + " through within "
        + TimeSpan.words(offer.longestMillis());
  }

  /** Which use of which grant let a call through. */
  public static String use(GrantUse use) {
    return "in advance: use "
        + use.use()
        + " of "
        + use.terms().uses()
        + " of the grant "
        + CallWords.shortId(use.requestId());
  }

  /** Which calls: one line for each bound. */
  public static List<String> bounds(
      String application,
      @Nullable String environment,
      String caller,
      @Nullable String requester,
      List<Bound> bound) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  of         "
            + SafeText.of(application, 200)
            + (environment == null ? "" : " in " + SafeText.of(environment, 200))
            + ", under the same policies");
    lines.add("  from       " + (caller.isEmpty() ? "nobody can tell" : SafeText.of(caller, 400)));
    lines.add(
        "  for        "
            + (requester == null ? "nobody in particular" : SafeText.of(requester, 200)));
    for (Bound each : bound) {
      lines.add(
          "  with       "
              + SafeText.of(each.name(), 200)
              + " = "
              + SafeText.of(each.display(), LONGEST));
    }
    lines.add(
        bound.isEmpty()
            ? "             whatever its arguments are"
            : "             and whatever its other arguments are, if it has any");
    return lines;
  }

  /** {@code 1 later call}, {@code 5 later calls}. */
  public static String calls(int count) {
    return count + (count == 1 ? " later call" : " later calls");
  }
}
