package dev.callgate.approver.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An approver that was taken over: it has the real one's data, and changes what it tells. */
final class LyingApprover implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient http;
  private final URI real;
  private final String pin;
  private volatile UnaryOperator<String> lie = UnaryOperator.identity();

  LyingApprover(TestApprover approver) throws IOException, GeneralSecurityException {
    this.real = approver.approver().uri();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(PinnedClient.trusting(approver.approver().tlsPin()))
            .build();
    TlsIdentity identity = TlsIdentity.temporary();
    this.pin = identity.pin();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity.keyStore(), identity.password().toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What it makes of each answer but the bytes that the program signed. */
  void lies(UnaryOperator<String> how) {
    lie = how;
  }

  /** A reviewer's connection file for it. */
  String connection(String token) {
    return "url: https://localhost:"
        + server.getAddress().getPort()
        + "\ntls-pin: "
        + pin
        + "\ntoken: "
        + token
        + "\n";
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(real.resolve(path))
            .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    if (body.length > 0) {
      request.header("Content-Type", "application/json");
    }
    try (exchange) {
      if (path.startsWith("/v1/events/stream")) {
        stream(exchange, request.build());
        return;
      }
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String told = path.endsWith("/envelope") ? answer.body() : lie.apply(answer.body());
      byte[] bytes = told.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.statusCode(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stream(HttpExchange exchange, HttpRequest request)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (var lines = http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      for (String line : (Iterable<String>) lines::iterator) {
        exchange.getResponseBody().write((lie.apply(line) + "\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
