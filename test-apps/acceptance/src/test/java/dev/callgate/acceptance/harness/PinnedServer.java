package dev.callgate.acceptance.harness;

import dev.callgate.protocol.PinnedTls;
import java.net.http.HttpClient;
import java.time.Duration;

/** HTTP to the server with the pinned key and no other. */
final class PinnedServer {
  private PinnedServer() {}

  static HttpClient client(String pin) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(PinnedTls.context(pin))
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }
}
