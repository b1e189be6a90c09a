package dev.callgate.approver.http;

import dev.callgate.approver.life.RefusedAttempts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** HTTP/1.1 over TLS 1.3, and nothing else. */
public final class HttpServer implements AutoCloseable {
  // Longer than the longest poll waits.
  private static final long IDLE_MILLIS = 60_000;

  private final QueuedThreadPool threads = new QueuedThreadPool(24, 4);
  private final LongPolls polls = new LongPolls(threads);
  private final EventStreams streams = new EventStreams(threads);
  private final Traffic traffic = new Traffic(System::nanoTime);
  private final Server server = new Server(threads);
  private final ServerConnector connector;

  /** A server for {@code listen} that shows the certificate in {@code keys}. Not started yet. */
  public HttpServer(InetSocketAddress listen, KeyStore keys, String password) {
    threads.setName("callgate-http");
    // Null before Java 21: then the small pool does the work itself.
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    HttpConnectionFactory http = http();
    SslConnectionFactory tls = new SslConnectionFactory(tls(keys, password), http.getProtocol());
    connector = new ServerConnector(server, 1, 1, tls, http);
    connector.setHost(listen.getHostString());
    connector.setPort(listen.getPort());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptedTcpNoDelay(true);
    traffic.watch(connector);
    server.addConnector(connector);
    server.setErrorHandler(HttpServer::writeError);
  }

  /** Lets everybody who waits for {@code topic} look. Call it after the commit, never before. */
  public void wake(String topic) {
    polls.wake(topic);
    streams.wake(topic);
  }

  /** Lets everybody look, whatever they wait for. */
  public void wakeEverybody() {
    polls.wakeEverybody();
    streams.wakeEverybody();
  }

  /** How many polls wait. */
  public int waitingPolls() {
    return polls.waiting();
  }

  /** How many browsers listen. */
  public int openStreams() {
    return streams.open();
  }

  /**
   * Opens the port and answers {@code routes} and the files of {@code console}; {@code attempts}
   * hears of those who may not.
   *
   * @throws IOException when the port cannot be opened
   */
  public void start(
      List<Route> routes, Credentials credentials, RefusedAttempts attempts, Console console)
      throws IOException {
    server.setHandler(new Router(routes, credentials, attempts, polls, streams, console, traffic));
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new IOException(
          "the port cannot be opened: "
              + connector.getHost()
              + ":"
              + connector.getPort()
              + ": "
              + e.getMessage()
              + "; choose another with --listen",
          e);
    }
  }

  /** Where the server answers. */
  public URI uri() {
    String host = connector.getHost();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("https://" + literal + ":" + connector.getLocalPort());
  }

  @Override
  public void close() {
    polls.close();
    streams.close();
    traffic.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }

  private static SslContextFactory.Server tls(KeyStore keys, String password) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(keys);
    tls.setKeyStorePassword(password);
    tls.setIncludeProtocols("TLSv1.3");
    // Clients pin the key, whatever name they reach us by.
    tls.setSniRequired(false);
    return tls;
  }

  private static HttpConnectionFactory http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    SecureRequestCustomizer secure = new SecureRequestCustomizer();
    secure.setSniHostCheck(false);
    http.addCustomizer(secure);
    return new HttpConnectionFactory(http);
  }

  /** What Jetty refuses before any route is asked: the same form as every other error. */
  private static boolean writeError(Request request, Response response, Callback callback) {
    SafeHeaders.put(request, response);
    writeBroken(response, callback, response.getStatus() < 400 ? 500 : response.getStatus());
    return true;
  }

  static void writeBroken(Response response, Callback callback, int status) {
    Router.write(
        response,
        callback,
        status,
        Router.error("http", HttpStatus.getMessage(status), "send a plain HTTP/1.1 request"));
  }
}
