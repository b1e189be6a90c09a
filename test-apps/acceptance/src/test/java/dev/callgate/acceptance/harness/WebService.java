package dev.callgate.acceptance.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/** A web service on the loopback address that remembers every request. */
public final class WebService implements AutoCloseable {
  private final HttpServer server;
  private final List<String> received = new CopyOnWriteArrayList<>();

  private WebService(HttpServer server) {
    this.server = server;
  }

  /** One that has nothing to say to any request. */
  public static WebService open() throws IOException {
    return open(WebService::line);
  }

  /** The same, which remembers of a request what {@code noted} makes of it. */
  public static WebService open(Function<HttpExchange, String> noted) throws IOException {
    return open(noted, exchange -> false, "");
  }

  /** One that says this to the requests that {@code answered} means, and nothing to others. */
  public static WebService answering(Predicate<HttpExchange> answered, String json)
      throws IOException {
    return open(WebService::line, answered, json);
  }

  private static WebService open(
      Function<HttpExchange, String> noted, Predicate<HttpExchange> answered, String json)
      throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    WebService service = new WebService(HttpServer.create(anyPort, 0));
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    service.server.createContext(
        "/",
        exchange -> {
          service.received.add(noted.apply(exchange));
          boolean says = answered.test(exchange);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(says ? 200 : 204, says ? body.length : -1);
          if (says) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    service.server.start();
    return service;
  }

  /** A request's method and address. */
  public static String line(HttpExchange exchange) {
    return exchange.getRequestMethod() + " " + exchange.getRequestURI();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What was asked for, in order. */
  public List<String> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
