package dev.callgate.cli.trust;

import dev.callgate.cli.system.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For how long a bundle counts from now on. */
final class Validity {
  private static final int USUAL_DAYS = 90;
  private static final int MOST_DAYS = 3660;
  // A JVM's clock may be a little behind the one that this was made by.
  private static final Duration SLACK = Duration.ofMinutes(5);

  @Option(
      names = "--days",
      paramLabel = "N",
      description = {
        "For how many days it counts. An approver can hold a newer bundle back that long and no"
            + " longer. Default: 90."
      })
  private @Nullable Integer days;

  boolean isGiven() {
    return days != null;
  }

  long from() {
    return System.currentTimeMillis() - SLACK.toMillis();
  }

  long to() throws Failure {
    int wanted = days == null ? USUAL_DAYS : days;
    if (wanted < 1 || wanted > MOST_DAYS) {
      throw Failure.usage("not a number of days: --days " + wanted + "; give 1 to " + MOST_DAYS);
    }
    return System.currentTimeMillis() + Duration.ofDays(wanted).toMillis();
  }
}
