package dev.callgate;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A word about what the program is doing, for the conditions of policies: {@code {context: job.id,
 * eq: nightly}}. It holds for the calling thread until it is closed, and for no thread that this
 * one starts.
 *
 * <pre>{@code
 * try (CallContext context = CallContext.with("job.id", "nightly")) {
 *   refunds.run();
 * }
 * }</pre>
 *
 * <p>Whatever runs in the program can say anything here, code that a language model wrote included.
 * A rule that applies because of a context can therefore be got around by saying nothing, and an
 * exception can be claimed by whoever knows its words: let an exception rest on it only together
 * with something else, and where the program itself is trusted that far.
 *
 * <p>Without the agent this does nothing else.
 */
public final class CallContext implements AutoCloseable {
  // The agent reads this field and nothing else of this class: an immutable map of the JDK's, or
  // nothing.
  private static final ThreadLocal<Map<String, String>> PUBLISHED = new ThreadLocal<>();

  private final Thread owner = Thread.currentThread();
  private final Map<String, String> before;

  private CallContext(Map<String, String> before) {
    this.before = before;
  }

  /** Says so until the returned context is closed; another value under the same key is covered. */
  public static CallContext with(String key, String value) {
    Map<String, String> known = PUBLISHED.get();
    Map<String, String> before = known == null ? Map.of() : known;
    Map<String, String> now = new HashMap<>(before);
    now.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
    PUBLISHED.set(Map.copyOf(now));
    return new CallContext(before);
  }

  /**
   * Goes back to what was said before.
   *
   * @throws IllegalStateException on another thread than the one that said it
   */
  @Override
  public void close() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException("a call context is closed by the thread that opened it");
    }
    if (before.isEmpty()) {
      PUBLISHED.remove();
    } else {
      PUBLISHED.set(before);
    }
  }
}
