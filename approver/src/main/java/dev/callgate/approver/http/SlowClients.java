package dev.callgate.approver.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Ends connections on which no request comes to its first line and headers in time: a client that
 * sends a byte now and then would never be idle. Connections between two requests are left to the
 * idle time. Thread-safe.
 */
final class SlowClients implements Connection.Listener {
  private static final long SWEEP_SECONDS = 2;

  private final long patienceNanos;
  private final Map<Connection, Waiting> connections = new ConcurrentHashMap<>();

  /**
   * A connection.
   *
   * @param sinceNanos since when it owes a request
   * @param bytes how many it had sent by then
   * @param serving whether a request is being answered: then it owes none
   */
  private record Waiting(long sinceNanos, long bytes, boolean serving) {}

  /**
   * @param patienceSeconds how long a request may take to say what it is
   * @param timer looks from time to time
   */
  SlowClients(long patienceSeconds, ScheduledExecutorService timer) {
    this.patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
    timer.scheduleAtFixedRate(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection) {
      // The TLS handshake is part of it.
      connections.put(connection, new Waiting(System.nanoTime(), -1, false));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  /** Call it when a request's headers are there. */
  void serving(Request request) {
    Connection connection = request.getConnectionMetaData().getConnection();
    if (connections.computeIfPresent(
            connection, (key, before) -> new Waiting(before.sinceNanos, before.bytes, true))
        != null) {
      Request.addCompletionListener(
          request,
          failure ->
              connections.computeIfPresent(
                  connection,
                  (key, before) -> new Waiting(System.nanoTime(), key.getBytesIn(), false)));
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    connections.forEach(
        (connection, waiting) -> {
          boolean owes = !waiting.serving && connection.getBytesIn() > waiting.bytes;
          if (owes && now - waiting.sinceNanos > patienceNanos) {
            connection.getEndPoint().close();
          } else if (!owes && !waiting.serving) {
            // The time counts from the next request's first bytes, give or take a sweep.
            connections.computeIfPresent(
                connection,
                (key, before) -> before.serving ? before : new Waiting(now, before.bytes, false));
          }
        });
  }
}
