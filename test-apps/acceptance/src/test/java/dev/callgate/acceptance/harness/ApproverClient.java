package dev.callgate.acceptance.harness;

import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Calls any route of an approver with any credential. Thread-safe. */
public final class ApproverClient {
  private final URI url;
  private final HttpClient http;

  public ApproverClient(String url, String tlsPin) {
    this.url = URI.create(url);
    this.http = PinnedServer.client(tlsPin);
  }

  /** What came back; the body is null JSON when it was none. */
  public record Answer(int status, JsonNode body) {}

  /**
   * One call.
   *
   * @param token the bearer token, or null for none
   * @param body JSON, or null for none
   */
  public Answer call(String method, String path, @Nullable String token, byte @Nullable [] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    try {
      return new Answer(
          response.statusCode(),
          Json.readTree(new String(response.body(), StandardCharsets.UTF_8)));
    } catch (ProtocolException e) {
      throw new IOException("not JSON: status " + response.statusCode(), e);
    }
  }
}
