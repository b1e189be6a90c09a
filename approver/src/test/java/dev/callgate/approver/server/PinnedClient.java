package dev.callgate.approver.server;

import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An HTTPS client that trusts one pinned key, as agents and commands do. */
final class PinnedClient {
  private final URI base;
  private final HttpClient http;

  PinnedClient(URI base, String pin) {
    this.base = base;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(pin))
            .connectTimeout(Duration.ofSeconds(20))
            .build();
  }

  record Answer(int status, JsonNode body, HttpResponse<byte[]> raw) {
    <T> T as(Class<T> type) {
      return Json.mapper().treeToValue(body, type);
    }

    String errorCode() {
      return body.path("error").path("code").asString();
    }
  }

  /** {@code headers} are names and values in turn. */
  Answer send(
      String method, String path, @Nullable String token, byte @Nullable [] body, String... headers)
      throws IOException, InterruptedException {
    return answer(
        method,
        path,
        http.send(request(method, path, token, body, headers), BodyHandlers.ofByteArray()));
  }

  CompletableFuture<Answer> sendLater(String method, String path, @Nullable String token) {
    return http.sendAsync(request(method, path, token, null), BodyHandlers.ofByteArray())
        .thenApply(raw -> answer(method, path, raw));
  }

  private HttpRequest request(
      String method,
      String path,
      @Nullable String token,
      byte @Nullable [] body,
      String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  private static Answer answer(String method, String path, HttpResponse<byte[]> raw) {
    if (!raw.headers().firstValue("Content-Type").orElse("").equals("application/json")) {
      return new Answer(raw.statusCode(), Json.mapper().missingNode(), raw);
    }
    JsonNode body = Json.mapper().readTree(raw.body());
    OpenApi.check(method, path, raw.statusCode(), body);
    return new Answer(raw.statusCode(), body, raw);
  }

  /** A connection of its own to that server, for whoever writes what goes over it by hand. */
  static SSLSocket connect(TestApprover approver) throws IOException {
    return connect(approver.approver().uri(), approver.approver().tlsPin());
  }

  static SSLSocket connect(URI uri, String pin) throws IOException {
    SSLSocket socket =
        (SSLSocket) trusting(pin).getSocketFactory().createSocket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  static SSLContext trusting(String pin) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Pin(pin)}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Pin extends X509ExtendedTrustManager {
    private final String pin;

    Pin(String pin) {
      this.pin = pin;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      if (!Digests.of(chain[0].getPublicKey().getEncoded()).equals(pin)) {
        throw new CertificateException("another key than the pinned one");
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
