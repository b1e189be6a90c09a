package dev.callgate.approver.http;

import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;

/**
 * How much one caller, one address and everybody together may ask of this process. Far above what
 * clients of ours do; whoever is over it hears so and when to come again. Thread-safe.
 */
final class Traffic implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 20_000;
  private static final long HEAD_SECONDS = 15;

  // A JVM has one connection to ask on, and one thing after the other to ask on it: it does not get
  // there by itself, however many of its calls are held.
  private static final int JVM_AT_ONCE = 20_000;
  private static final int JVM_A_SECOND = 5_000;
  private static final int PERSON_AT_ONCE = 1_000;
  private static final int PERSON_A_SECOND = 200;

  // Nobody guesses 256 bits; but looking each guess up costs something.
  private static final int GUESSES_AT_ONCE = 30;
  private static final double GUESSES_A_SECOND = 0.5;

  private final ScheduledThreadPoolExecutor timer = Timers.named("callgate-traffic");
  private final SlowClients slow = new SlowClients(HEAD_SECONDS, timer);
  private final Rates jvms;
  private final Rates people;
  private final Rates strangers;

  Traffic(LongSupplier nanoTime) {
    jvms = new Rates(JVM_AT_ONCE, JVM_A_SECOND, nanoTime);
    people = new Rates(PERSON_AT_ONCE, PERSON_A_SECOND, nanoTime);
    strangers = new Rates(GUESSES_AT_ONCE, GUESSES_A_SECOND, nanoTime);
  }

  void watch(ServerConnector connector) {
    connector.addBean(new ConnectionLimit(MOST_CONNECTIONS, connector));
    connector.addBean(slow);
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  /** A request's headers are there. */
  void arrived(Request request) {
    slow.serving(request);
  }

  /** Refuses callers who ask too often. */
  void admit(Caller caller) throws Refusal {
    Rates rates = caller instanceof Caller.Jvm ? jvms : people;
    refuse(rates.take(caller.actor()), "this credential is used too often");
  }

  /** Refuses addresses from which too many wrong credentials come. Right ones are not held up. */
  void wrongCredential(Request request) throws Refusal {
    refuse(
        strangers.take(Request.getRemoteAddr(request)),
        "too many wrong credentials come from this address");
  }

  private static void refuse(long seconds, String why) throws Refusal {
    if (seconds > 0) {
      throw new Refusal(
          Code.TOO_MANY, why, "come again in " + seconds + " s", Math.toIntExact(seconds));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
