package dev.callgate.approver.http;

import dev.callgate.approver.life.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Polls that wait for something to happen. A waiting poll is an entry in a list, not a thread.
 *
 * <p>A poll looks, is entered, and looks again: an event between the first look and the entry is
 * seen by the second look, an event after the entry wakes it. Each poll is answered exactly once,
 * by whoever takes it out of the list. Thread-safe.
 */
public final class LongPolls implements AutoCloseable {
  // A client that reconnects leaves polls behind that nobody reads; they must not pile up. Each has
  // a bound of its own, so that nobody's polls push out those of others.
  private static final int MOST_PER_OWNER = 256;

  private final Executor executor;
  private final ScheduledThreadPoolExecutor timer = Timers.named("callgate-polls");
  private final Map<String, ArrayDeque<Poll>> waiting = new HashMap<>();
  private boolean closed;

  /** Polls that are answered on {@code executor}. */
  public LongPolls(Executor executor) {
    this.executor = executor;
  }

  private static final class Poll {
    private final Reply.Later reply;
    private final Consumer<Object> answer;
    private final Consumer<Throwable> failure;
    private @Nullable Future<?> timeout;

    Poll(Reply.Later reply, Consumer<Object> answer, Consumer<Throwable> failure) {
      this.reply = reply;
      this.answer = answer;
      this.failure = failure;
    }
  }

  /** Answers {@code reply} once: with a body, or with why there is none. */
  void await(Reply.Later reply, Consumer<Object> answer, Consumer<Throwable> failure)
      throws Refusal {
    Reply.Seen first = reply.look().look();
    if (first.enough() || reply.patience().equals(Duration.ZERO)) {
      answer.accept(first.body());
      return;
    }
    Poll poll = new Poll(reply, answer, failure);
    Poll displaced = enter(poll);
    if (displaced != null) {
      finish(displaced);
    }
    look(poll);
  }

  /** Lets the polls on {@code topic} look again. Call it after the commit, never before. */
  public void wake(String topic) {
    List<Poll> polls;
    synchronized (waiting) {
      polls = List.copyOf(waiting.getOrDefault(topic, new ArrayDeque<>()));
    }
    for (Poll poll : polls) {
      executor.execute(() -> look(poll));
    }
  }

  /** Lets all polls look again. */
  public void wakeEverybody() {
    List<String> topics;
    synchronized (waiting) {
      topics = List.copyOf(waiting.keySet());
    }
    topics.forEach(this::wake);
  }

  /** How many polls wait. */
  public int waiting() {
    synchronized (waiting) {
      return waiting.values().stream().mapToInt(ArrayDeque::size).sum();
    }
  }

  /** Answers every poll with what there is, and every later one at once. */
  @Override
  public void close() {
    List<Poll> polls;
    synchronized (waiting) {
      closed = true;
      polls = waiting.values().stream().flatMap(ArrayDeque::stream).toList();
    }
    timer.shutdownNow();
    polls.forEach(this::finish);
  }

  /** Enters a poll; returns the one that has to go for it, or itself when nothing may wait. */
  private @Nullable Poll enter(Poll poll) {
    synchronized (waiting) {
      ArrayDeque<Poll> topic =
          waiting.computeIfAbsent(poll.reply.topic(), key -> new ArrayDeque<>());
      topic.add(poll);
      if (closed) {
        return poll;
      }
      poll.timeout =
          timer.schedule(
              () -> executor.execute(() -> finish(poll)),
              poll.reply.patience().toMillis(),
              TimeUnit.MILLISECONDS);
      List<Poll> own =
          topic.stream().filter(each -> each.reply.owner().equals(poll.reply.owner())).toList();
      return own.size() > MOST_PER_OWNER ? own.get(0) : null;
    }
  }

  /** Takes a poll out; false means that somebody else answers it. */
  private boolean take(Poll poll) {
    synchronized (waiting) {
      ArrayDeque<Poll> topic = waiting.get(poll.reply.topic());
      if (topic == null || !topic.remove(poll)) {
        return false;
      }
      if (topic.isEmpty()) {
        waiting.remove(poll.reply.topic());
      }
      if (poll.timeout != null) {
        poll.timeout.cancel(false);
      }
      return true;
    }
  }

  private void look(Poll poll) {
    try {
      Reply.Seen seen = poll.reply.look().look();
      if (seen.enough() && take(poll)) {
        poll.answer.accept(seen.body());
      }
    } catch (Refusal | RuntimeException e) {
      fail(poll, e);
    }
  }

  private void finish(Poll poll) {
    if (!take(poll)) {
      return;
    }
    try {
      poll.answer.accept(poll.reply.look().look().body());
    } catch (Refusal | RuntimeException e) {
      poll.failure.accept(e);
    }
  }

  private void fail(Poll poll, Exception why) {
    if (take(poll)) {
      poll.failure.accept(why);
    }
  }
}
