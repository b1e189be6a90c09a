package dev.callgate.agent.gate;

import dev.callgate.agent.fact.JdbcFacts;
import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.JdkParts;
import dev.callgate.policy.condition.PartReader;
import dev.callgate.policy.condition.Surroundings;
import dev.callgate.policy.condition.ValuePath;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The call as it stands, for conditions. Not thread-safe: it belongs to the calling thread. */
final class LiveCall implements CallView {
  private static final int MOST_TEXT = 256 * 1024;
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  // Less takes no time worth asking for; a pause of the machine must not hold a harmless call.
  private static final int WORTH_A_CLOCK = 16 * 1024;

  private final @Nullable Object receiver;
  private final @Nullable Object[] arguments;
  private final Sight sight;
  private int text;
  private long started;
  private boolean exhausted;
  private long now;

  LiveCall(@Nullable Object receiver, @Nullable Object[] arguments, Sight sight) {
    this.receiver = receiver;
    this.arguments = arguments;
    this.sight = sight;
  }

  @Override
  public @Nullable Object receiver() {
    return receiver;
  }

  @Override
  public int argumentCount() {
    return arguments.length;
  }

  @Override
  public @Nullable Object argument(int index) {
    return arguments[index];
  }

  @Override
  public @Nullable Object part(int subject, ValuePath path) {
    return JdkParts.follow(subject(subject), path, sight.parts());
  }

  @Override
  public PartReader accessors() {
    return sight.parts();
  }

  @Override
  public Surroundings surroundings() {
    return sight.surroundings();
  }

  @Override
  public @Nullable Object fact(String name) {
    return JdbcFacts.keeps(name)
        ? sight.facts().read(name, receiver)
        : sight.surroundings().fact(name);
  }

  @Override
  public boolean mayLookAt(int characters) {
    if (exhausted || characters > MOST_TEXT - text) {
      exhausted = true;
      return false;
    }
    text += characters;
    if (text > WORTH_A_CLOCK) {
      long nanos = System.nanoTime();
      if (started == 0) {
        started = nanos;
      }
      exhausted = nanos - started > LONGEST_NANOS;
    }
    return !exhausted;
  }

  @Nullable Object[] arguments() {
    return arguments;
  }

  /** Whether something was left undecided because it would have taken too long. */
  boolean isExhausted() {
    return exhausted;
  }

  /** The same moment for all of the call's rules. */
  @Override
  public long now() {
    if (now == 0) {
      now = System.currentTimeMillis();
    }
    return now;
  }
}
