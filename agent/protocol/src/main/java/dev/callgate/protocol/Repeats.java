package dev.callgate.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM says about the same call coming again.
 *
 * @param likeness equal for two calls of this JVM that are the same: method, object, arguments,
 *     rules, requester and the place that calls. A digest under a secret of that JVM, so that
 *     nobody else can tell from it what the arguments were
 * @param coolDownMillis how long a person's no stands for the same call, 0 for that call only
 * @param grant what a yes may be made to stand for besides; null for that call only
 */
public record Repeats(String likeness, long coolDownMillis, @Nullable GrantOffer grant) {
  /** A call that every time is asked about anew. */
  public static final Repeats NONE = new Repeats("", 0, null);

  /**
   * How far the rules let a person's yes stand for later calls.
   *
   * @param mostUses of how many later calls at most
   * @param longestMillis for how long at most
   * @param bound what of the arguments later calls have to repeat; empty for nothing
   * @param boundDigest the typed digest of the same, as {@link CanonicalForm} has it without salt:
   *     only what is shown in full is ever bound
   * @param caller which method makes the call, {@code CLASS.METHOD}; empty where nobody can tell
   */
  public record GrantOffer(
      int mostUses, long longestMillis, List<Bound> bound, String boundDigest, String caller) {
    /** The most that any rule may let a yes stand for. */
    public static final int MOST_USES = 1000;

    /** The longest that any rule may let it stand. */
    public static final long LONGEST_MILLIS = 24 * 60 * 60 * 1000L;
  }

  /**
   * An argument, or a part of one, that later calls have to repeat.
   *
   * @param name as reviewers are shown it
   * @param display its value, as reviewers are shown it, in full
   */
  public record Bound(String name, String display) {}
}
