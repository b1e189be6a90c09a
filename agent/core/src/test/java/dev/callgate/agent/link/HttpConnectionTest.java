package dev.callgate.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.agent.link.HttpConnection.Response;
import dev.callgate.agent.link.ScriptedServer.Reply;
import dev.callgate.protocol.PinnedTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpConnectionTest {
  private static final int READ_MILLIS = 30_000;
  private @Nullable ScriptedServer running;

  @BeforeEach
  void start() throws Exception {
    running = new ScriptedServer(request -> Reply.json(200, "{\"ok\":true}"));
  }

  @AfterEach
  void stop() throws Exception {
    server().close();
  }

  private ScriptedServer server() {
    return Objects.requireNonNull(running);
  }

  @Test
  void thePinnedServerIsTalkedTo() throws Exception {
    try (HttpConnection connection = connection(server().endpoint())) {
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      Response response = connection.exchange("PUT", "/v1/x", "token-1", body, READ_MILLIS);

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.isSuccess()).isTrue();
      assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("{\"ok\":true}");
      ScriptedServer.Request request = server().requests.get(0);
      assertThat(request.method()).isEqualTo("PUT");
      assertThat(request.path()).isEqualTo("/v1/x");
      assertThat(request.authorization()).isEqualTo("Bearer token-1");
      assertThat(request.body()).isEqualTo(body);
    }
  }

  @Test
  void anotherServerGetsNoByteOfARequest() throws Exception {
    Endpoint wrong = new Endpoint(server().uri(), "sha256:" + "0".repeat(64));

    try (HttpConnection connection = connection(wrong)) {
      assertThatThrownBy(() -> get(connection))
          .isInstanceOf(IOException.class)
          .hasStackTraceContaining(PinnedTls.MISMATCH);
    }

    assertThat(server().requests).isEmpty();
  }

  @Test
  void withoutAPinTheJvmsAuthoritiesDecide() throws Exception {
    try (HttpConnection connection = connection(new Endpoint(server().uri(), null))) {
      assertThatThrownBy(() -> get(connection)).isInstanceOf(IOException.class);
    }

    assertThat(server().requests).isEmpty();
  }

  @Test
  void nothingOlderThanTls13IsSpoken() throws Exception {
    try (ScriptedServer old = new ScriptedServer(request -> Reply.json(200, "{}"), "TLSv1.2");
        HttpConnection connection = connection(old.endpoint())) {
      assertThatThrownBy(() -> get(connection)).isInstanceOf(IOException.class);
      assertThat(old.requests).isEmpty();
    }
  }

  static List<String> broken() {
    return List.of(
        "HTTP/1.1 200 OK\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Len",
        "HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/2 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/1.1 200 OK\r\nX: " + "x".repeat(10_000) + "\r\nContent-Length: 2\r\n\r\n{}",
        "");
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsNotAWholeResponseIsNone(String response) throws Exception {
    server().script(request -> Reply.raw(response));
    try (HttpConnection connection = connection(server().endpoint())) {
      assertThatThrownBy(() -> get(connection)).isInstanceOf(IOException.class);

      server().script(request -> Reply.json(200, "{}"));
      assertThat(get(connection).status()).isEqualTo(200);
    }
  }

  @Test
  void oneConnectionServesManyExchanges() throws Exception {
    try (HttpConnection connection = connection(server().endpoint())) {
      get(connection);
      get(connection);
      get(connection);
    }

    assertThat(server().connections).hasValue(1);
  }

  @Test
  void aServerThatSaysItClosesIsConnectedToAgain() throws Exception {
    server()
        .script(
            request ->
                Reply.raw(
                    "HTTP/1.1 204 No Content\r\ncontent-length:0\r\nConnection: Close\r\n\r\n"));
    try (HttpConnection connection = connection(server().endpoint())) {
      assertThat(get(connection).status()).isEqualTo(204);
      assertThat(get(connection).status()).isEqualTo(204);
    }

    assertThat(server().connections).hasValue(2);
  }

  @Test
  void aServerThatClosesWithoutAWordIsConnectedToAgainAfterOneFailure() throws Exception {
    server().script(request -> Reply.json(200, "{}").andClose());
    try (HttpConnection connection = connection(server().endpoint())) {
      get(connection);
      assertThatThrownBy(() -> get(connection)).isInstanceOf(IOException.class);
      assertThat(get(connection).status()).isEqualTo(200);
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    Semaphore forever = new Semaphore(0);
    server()
        .script(
            request -> {
              forever.acquire();
              return Reply.raw("");
            });
    try (HttpConnection connection = connection(server().endpoint())) {
      assertThatThrownBy(() -> connection.exchange("GET", "/", "t", null, 50))
          .isInstanceOf(IOException.class);
    } finally {
      forever.release(10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "socks"})
  void theApplicationsProxySettingsDivertNothing(String kind) throws Exception {
    CountDownLatch diverted = new CountDownLatch(1);
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try (Socket victim = proxy.accept()) {
                  diverted.countDown();
                } catch (IOException e) {
                  // Closed unused, as it should be.
                }
              });
      thread.start();
      String port = Integer.toString(proxy.getLocalPort());
      Map<String, String> settings =
          kind.equals("http")
              ? Map.of(
                  "https.proxyHost", "127.0.0.1",
                  "https.proxyPort", port,
                  "http.proxyHost", "127.0.0.1",
                  "http.proxyPort", port,
                  "http.nonProxyHosts", "")
              : Map.of("socksProxyHost", "127.0.0.1", "socksProxyPort", port);
      settings.forEach(System::setProperty);
      try (HttpConnection connection = connection(server().endpoint())) {
        assertThat(get(connection).status()).isEqualTo(200);
      } finally {
        settings.keySet().forEach(System::clearProperty);
      }
      proxy.close();
      thread.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(diverted.getCount()).isEqualTo(1);
    }
  }

  private static HttpConnection connection(Endpoint endpoint) throws Exception {
    return new HttpConnection(endpoint, HttpConnection.tls(endpoint));
  }

  private static Response get(HttpConnection connection) throws IOException {
    return connection.exchange("GET", "/v1/x", "token", null, READ_MILLIS);
  }
}
