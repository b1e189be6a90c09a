package dev.callgate.approver.http;

import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body as it comes, without a thread that waits for the rest: a client that sends
 * a byte now and then holds nothing but its own connection, and that for a limited time only. For
 * one body; used by one thread at a time.
 */
final class BodyReader {
  static final int LARGEST = 256 * 1024;
  private static final long LONGEST_SECONDS = 15;
  private static final byte[] NONE = {};

  private final Request request;
  private final Then then;
  private final Consumer<Throwable> otherwise;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final ScheduledExecutorService timer;
  // Only when the body does not come at once.
  private @Nullable ScheduledFuture<?> limit;

  /** Takes the body. */
  interface Then {
    /**
     * @param atOnce whether nobody had to wait for it
     */
    void take(byte[] body, boolean atOnce);
  }

  private BodyReader(
      Request request, ScheduledExecutorService timer, Then then, Consumer<Throwable> otherwise) {
    this.request = request;
    this.timer = timer;
    this.then = then;
    this.otherwise = otherwise;
  }

  /**
   * Reads the body and hands it on, at once where there is none.
   *
   * @param timer ends bodies that take too long
   * @param otherwise gets a {@link Refusal}, or what broke the connection
   * @throws Refusal when it is seen before the first byte that the body is not to be read
   */
  static void read(
      Request request, ScheduledExecutorService timer, Then then, Consumer<Throwable> otherwise)
      throws Refusal {
    long length = request.getLength();
    if (length == 0
        || (length < 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING))) {
      then.take(NONE, /* atOnce= */ true);
      return;
    }
    requireJson(request);
    if (length > LARGEST) {
      throw tooLarge();
    }
    new BodyReader(request, timer, then, otherwise).next();
  }

  private void next() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        await();
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        stopWaiting();
        otherwise.accept(
            chunk.getFailure() instanceof TimeoutException
                ? new Refusal(
                    Code.TOO_SLOW,
                    "the body did not come within " + LONGEST_SECONDS + " seconds",
                    "send it again")
                : chunk.getFailure());
        return;
      }
      byte[] bytes = new byte[chunk.remaining()];
      chunk.getByteBuffer().get(bytes);
      read.writeBytes(bytes);
      boolean last = chunk.isLast();
      chunk.release();
      if (read.size() > LARGEST) {
        stopWaiting();
        otherwise.accept(tooLarge());
        return;
      }
      if (last) {
        stopWaiting();
        then.take(read.toByteArray(), limit == null);
        return;
      }
    }
  }

  private void await() {
    if (limit == null) {
      limit =
          timer.schedule(
              () -> request.fail(new TimeoutException("the body")),
              LONGEST_SECONDS,
              TimeUnit.SECONDS);
    }
    request.demand(this::next);
  }

  private void stopWaiting() {
    if (limit != null) {
      limit.cancel(false);
    }
  }

  /** Refuses what would have to be guessed at, or unpacked. */
  private static void requireJson(Request request) throws Refusal {
    String coding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (coding != null) {
      throw new Refusal(
          Code.WRONG_TYPE, "a body in the coding " + coding, "send it without Content-Encoding");
    }
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    String plain = type == null ? "" : type.replace(" ", "").toLowerCase(Locale.ROOT);
    if (!plain.equals("application/json") && !plain.equals("application/json;charset=utf-8")) {
      throw new Refusal(Code.WRONG_TYPE, "not application/json: " + type, "send JSON, and say so");
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(
        Code.TOO_LARGE,
        "the body is larger than " + LARGEST + " bytes",
        "display less of the arguments");
  }
}
