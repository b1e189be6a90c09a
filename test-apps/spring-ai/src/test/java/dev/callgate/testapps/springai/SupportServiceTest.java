package dev.callgate.testapps.springai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** With no gate in the way the deeds are done: without this a refused call would prove nothing. */
final class SupportServiceTest {
  private ConfigurableApplicationContext service;
  private URI address;

  @BeforeEach
  void start() {
    // A database of its own: all of this process would otherwise share the named one.
    service =
        SpringApplication.run(
            SupportService.class,
            "--server.port=0",
            "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
    address =
        URI.create(
            "http://127.0.0.1:"
                + service.getEnvironment().getRequiredProperty("local.server.port"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void ungatedDeletionTakesTheCustomer() throws Exception {
    assertThat(get("/state")).isEqualTo("{\"customers\":3,\"balance\":\"0.00\"}");
    assertThat(post("/chat", "{\"message\": \"delete C-17\"}"))
        .contains("\"tools\":[", "Deleted 4 rows of C-17.");
    assertThat(get("/state")).isEqualTo("{\"customers\":2,\"balance\":\"0.00\"}");
  }

  @Test
  void ungatedRefundPays() throws Exception {
    assertThat(post("/chat", "{\"message\": \"refund C-42 120.00\"}"))
        .contains("Refunded 120.00 to C-42.");
    assertThat(get("/state")).isEqualTo("{\"customers\":3,\"balance\":\"120.00\"}");
  }

  @Test
  void sentenceTheModelDoesNotKnowRunsNoTool() throws Exception {
    assertThat(post("/chat", "{\"message\": \"hello\"}")).contains("\"tools\":[]");
    assertThat(get("/state")).isEqualTo("{\"customers\":3,\"balance\":\"0.00\"}");
  }

  private String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address.resolve(path)).build());
  }

  private String post(String path, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static String send(HttpRequest request) throws IOException, InterruptedException {
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
