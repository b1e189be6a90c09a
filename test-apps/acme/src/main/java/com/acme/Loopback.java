package com.acme;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody else's web service, which answers everything with the same JSON and remembers it. */
public final class Loopback implements AutoCloseable {
  private final HttpServer server;
  private final List<String> received = new CopyOnWriteArrayList<>();

  private Loopback(HttpServer server) {
    this.server = server;
  }

  /** Starts one. */
  public static Loopback answering(String json) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    Loopback loopback = new Loopback(HttpServer.create(new InetSocketAddress(here, 0), 0));
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    loopback.server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          loopback.received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    loopback.server.start();
    return loopback;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Method and path of each request, in order. */
  public List<String> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
