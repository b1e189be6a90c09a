package dev.callgate.cli.review;

import dev.callgate.approver.api.Agreement;
import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.GrantWords;
import dev.callgate.cli.terminal.Terminal;
import dev.callgate.cli.terminal.TimeSpan;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Repeats.GrantOffer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A yes that is to stand for later calls, and its bounds, which are read before they are agreed.
 */
public final class GrantOption {
  @Option(
      names = "--grant",
      description = {
        "Let later calls through unasked, too: those with the same bounds, as the rule has them.",
        "Their bounds are shown and have to be confirmed."
      })
  private boolean grant;

  @Option(
      names = "--uses",
      paramLabel = "N",
      description = "With --grant: how many later calls. As many as agreed before, or 1.")
  private @Nullable Integer uses;

  @Option(
      names = "--for",
      paramLabel = "SPAN",
      description =
          "With --grant: for how long, such as 15m. Until the time agreed before, or the rule's"
              + " longest.")
  private @Nullable String span;

  @Option(names = "--yes", description = "With --grant: agree to its bounds without being asked.")
  private boolean yes;

  /** The terms to agree to; null without {@code --grant}. */
  @Nullable GrantTerms terms(Surroundings surroundings, HeldRequest seen)
      throws Failure, InterruptedException {
    if (!grant) {
      if (uses != null || span != null || yes) {
        throw Failure.usage("--uses, --for and --yes belong to --grant; add it, or leave them out");
      }
      return null;
    }
    GrantOffer offer = seen.request().repeats().grant();
    if (offer == null) {
      throw new Failure(
          ExitStatus.REFUSED,
          "its rules let nobody grant later calls: "
              + CallWords.shortId(seen.id())
              + "; approve it without --grant");
    }
    Agreement agreed = seen.agreed();
    GrantTerms before = agreed == null ? null : agreed.grant();
    long now = seen.expiresAtMillis() - seen.millisLeft();
    int count = uses != null ? uses : before == null ? 1 : before.uses();
    long until =
        span != null
            ? now + TimeSpan.parse("--for", span).toMillis()
            : before == null ? now + offer.longestMillis() : before.untilMillis();
    if (count < 1 || count > offer.mostUses() || until - now > offer.longestMillis()) {
      throw new Failure(
          ExitStatus.REFUSED,
          "more than its rules let anybody grant: "
              + GrantWords.calls(count)
              + " for "
              + TimeSpan.words(until - now)
              + "; they let you grant "
              + GrantWords.calls(offer.mostUses())
              + " within "
              + TimeSpan.words(offer.longestMillis()));
    }
    GrantTerms terms = new GrantTerms(GrantTerms.scope(seen.request()), count, until);
    confirm(surroundings, words(seen, offer, terms, now));
    return terms;
  }

  private static List<String> words(
      HeldRequest seen, GrantOffer offer, GrantTerms terms, long now) {
    List<String> lines =
        GrantWords.bounds(
            seen.request().application(),
            seen.request().environment(),
            offer.caller(),
            seen.request().requester(),
            offer.bound());
    lines.add(
        0,
        "this call, and "
            + GrantWords.calls(terms.uses())
            + " within "
            + TimeSpan.words(terms.untilMillis() - now)
            + ", of "
            + CallWords.method(seen.request().method()));
    return lines;
  }

  private void confirm(Surroundings surroundings, List<String> lines)
      throws Failure, InterruptedException {
    lines.forEach(surroundings.err()::println);
    if (yes) {
      return;
    }
    try (Terminal terminal = Terminal.controlling()) {
      if (terminal == null) {
        throw Failure.usage(
            "there is no terminal to ask whether you agree to these bounds; add --yes");
      }
      terminal.discardTypedAhead();
      terminal.out().print("let these calls through unasked? type yes: ");
      terminal.out().flush();
      String line = terminal.readLine(() -> false);
      if (line == null || !line.strip().equals("yes")) {
        throw new Failure(ExitStatus.REFUSED, "not agreed; nothing was sent");
      }
    } catch (IOException e) {
      throw new Failure(ExitStatus.REFUSED, "the terminal is gone; nothing was sent");
    }
  }
}
