package dev.callgate.cli.console;

import dev.callgate.approver.http.ConsoleFiles;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A console on this machine's loopback, for one person. {@link #close()} ends it.
 *
 * <p>Plain HTTP: nothing leaves the machine, and browsers treat localhost as they treat TLS. Every
 * request has to come under this port's own name, from its own page, with the key that the page got
 * for the code in the address that was printed.
 */
final class LocalConsole implements AutoCloseable {
  private final Server server;
  private final URI start;

  /**
   * Whose console it is.
   *
   * @param client asks the approver in their name
   * @param me what the approver knows of them
   * @param keyFile their key's file, or null
   * @param key their own key, or null
   */
  record Reviewer(
      ReviewerClient client, JsonNode me, @Nullable Path keyFile, @Nullable SigningKey key) {}

  private LocalConsole(Server server, URI start) {
    this.server = server;
    this.start = start;
  }

  /**
   * Opens it.
   *
   * @param port 0 for any free one
   * @throws IOException when the port is taken
   */
  static LocalConsole open(Reviewer reviewer, int port, Surroundings surroundings)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(24, 4);
    threads.setName("callgate-console");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    try {
      // The port first: who may come depends on it.
      connector.open();
      String code = Ids.token("cgo");
      Visitors visitors = new Visitors(connector.getLocalPort(), code);
      server.setHandler(
          new LocalHandler(
              new ConsoleFiles(), visitors, new LocalRoutes(reviewer, visitors, surroundings)));
      server.start();
      return new LocalConsole(
          server, URI.create("http://localhost:" + connector.getLocalPort() + "/#start=" + code));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The address with the code that is good once. */
  URI start() {
    return start;
  }

  /** Waits until it is closed. */
  void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
