package dev.callgate.approver.http;

import dev.callgate.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Browsers that listen. An open stream is an entry in a list, not a thread: it writes when it is
 * woken, at most one write at a time, and looks again when the write is done. A browser that reads
 * slowly is told the latest state later, and nothing piles up for it here. Thread-safe.
 */
final class EventStreams implements AutoCloseable {
  // A browser that comes back leaves streams behind whose end nobody has noticed yet. Each person
  // has a bound of their own, so that nobody's browsers push out those of others.
  private static final int MOST_PER_OWNER = 64;
  // Well within the connection's idle time, and within that of what stands in between.
  private static final long BEAT_SECONDS = 5;

  private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] GOODBYE =
      "event: goodbye\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOTHING = new byte[0];

  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  private final Executor executor;
  private final ScheduledThreadPoolExecutor timer = Timers.named("callgate-streams");
  private final Set<Stream> open = new LinkedHashSet<>();
  private boolean closed;

  /** Streams that write on {@code executor}. */
  EventStreams(Executor executor) {
    this.executor = executor;
    timer.scheduleAtFixedRate(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
  }

  /** Answers with {@code reply} until one side ends it. */
  void open(Reply.Stream reply, Response response, Callback callback) {
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    // Proxies that collect answers before they pass them on are asked not to.
    response.getHeaders().put("X-Accel-Buffering", "no");
    Stream stream = new Stream(reply, response, callback);
    Stream displaced = null;
    boolean late;
    synchronized (open) {
      late = closed;
      open.add(stream);
      List<Stream> own =
          open.stream().filter(each -> each.reply.owner().equals(reply.owner())).toList();
      if (own.size() > MOST_PER_OWNER) {
        displaced = own.get(0);
      }
    }
    if (displaced != null) {
      displaced.end();
    }
    if (late) {
      stream.end();
    } else {
      stream.wake(false);
    }
  }

  /** Lets the streams on {@code topic} look. Call it after the commit, never before. */
  void wake(String topic) {
    for (Stream stream : streams()) {
      if (stream.reply.topic().equals(topic)) {
        executor.execute(() -> stream.wake(false));
      }
    }
  }

  /** Lets all streams look. */
  void wakeEverybody() {
    for (Stream stream : streams()) {
      executor.execute(() -> stream.wake(false));
    }
  }

  /** How many are open. */
  int open() {
    synchronized (open) {
      return open.size();
    }
  }

  private void beat() {
    for (Stream stream : streams()) {
      executor.execute(() -> stream.wake(true));
    }
  }

  private List<Stream> streams() {
    synchronized (open) {
      return new ArrayList<>(open);
    }
  }

  @Override
  public void close() {
    synchronized (open) {
      closed = true;
    }
    timer.shutdownNow();
    streams().forEach(Stream::end);
  }

  private static byte[] written(Reply.Event event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("event: " + event.type() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
    // JSON on one line: no text in it can end the event or begin another.
    out.writeBytes(Json.write(event.data()));
    out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** One browser. The flags are guarded by it; the writing itself is not. */
  private final class Stream {
    private final Reply.Stream reply;
    private final Response response;
    private final Callback callback;
    private boolean writing;
    private boolean woken;
    private boolean beating;
    private boolean ending;

    Stream(Reply.Stream reply, Response response, Callback callback) {
      this.reply = reply;
      this.response = response;
      this.callback = callback;
    }

    void wake(boolean beat) {
      synchronized (this) {
        woken = true;
        beating |= beat;
        if (writing) {
          return;
        }
        writing = true;
      }
      step();
    }

    void end() {
      synchronized (this) {
        ending = true;
      }
      wake(false);
    }

    /** Does the next thing there is to do; only the thread that set {@code writing} comes here. */
    private void step() {
      try {
        boolean over;
        boolean beat;
        synchronized (this) {
          over = ending;
          beat = beating;
          woken = false;
          beating = false;
        }
        if (over || !reply.allowed().getAsBoolean()) {
          last();
          return;
        }
        Reply.Event event = reply.events().next();
        if (event != null) {
          write(written(event));
        } else if (beat) {
          write(BEAT);
        } else {
          rest();
        }
      } catch (RuntimeException e) {
        LOG.error("a browser's events could not be read", e);
        fail(e);
      }
    }

    private void rest() {
      synchronized (this) {
        if (!woken) {
          writing = false;
          return;
        }
      }
      executor.execute(this::step);
    }

    private void write(byte[] bytes) {
      response.write(
          false,
          ByteBuffer.wrap(bytes),
          // On a thread of its own turn: a write that succeeds at once would call itself.
          Callback.from(() -> executor.execute(this::step), this::fail));
    }

    /** {@code writing} stays set: nothing is written after the end. */
    private void last() {
      leave();
      response.write(
          false,
          ByteBuffer.wrap(GOODBYE),
          Callback.from(
              () -> response.write(true, ByteBuffer.wrap(NOTHING), callback), callback::failed));
    }

    private void fail(Throwable why) {
      leave();
      callback.failed(why);
    }

    private void leave() {
      synchronized (open) {
        open.remove(this);
      }
    }
  }
}
