package dev.callgate.policy;

import java.time.Duration;
import java.util.List;

/**
 * How far a person may let their yes stand for later calls. Immutable.
 *
 * @param maxUses of how many later calls at most, 1 to {@link #MOST_USES}
 * @param maxDuration for how long at most; positive, and no more than {@link #LONGEST}
 * @param bind the arguments, or parts of them, that later calls have to repeat, or {@link
 *     Gate#EVERY_ARGUMENT}; never empty
 */
public record GrantLimits(int maxUses, Duration maxDuration, List<String> bind) {
  /** What was said once is no word about a thousand and one calls. */
  public static final int MOST_USES = 1000;

  /** Whoever agreed yesterday is asked again. */
  public static final Duration LONGEST = Duration.ofHours(24);

  public GrantLimits {
    bind = List.copyOf(bind);
  }

  /** In words: {@code up to 5 later calls within 15m that repeat to, currency}. */
  public String words() {
    return "up to "
        + maxUses
        + (maxUses == 1 ? " later call" : " later calls")
        + " within "
        + span(maxDuration)
        + (bind.contains(Gate.EVERY_ARGUMENT)
            ? " with the same arguments"
            : " that repeat " + String.join(", ", bind));
  }

  private static String span(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds % 3600 == 0
        ? seconds / 3600 + "h"
        : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
