package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.Reviewer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A Spring Boot service with a Spring AI chat client, asked over HTTP. */
final class SpringAiTest {
  private final HttpClient http =
      HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();

  private static ApproverProcess approver;
  private static Reviewer reviewer;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
    reviewer = approver.reviewer();
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @EveryJdk
  void onlyTheApprovedToolCallChangesTheDatabase(Jdk jdk, @TempDir Path temp) throws Exception {
    AgentConfiguration configuration =
        approver
            .configuration("service")
            .withPolicy(Installation.file("test-apps/spring-ai/policy.callgate.yaml"));
    try (ChildProcess service =
        Launch.on(jdk, temp)
            .gatedBy(configuration)
            .jar(Installation.springAi(), "--server.port=0")) {
      String listening = service.awaitOut(line -> line.startsWith("listening on "));
      URI url = URI.create("http://127.0.0.1:" + listening.substring("listening on ".length()));
      assertThat(state(url)).contains("\"customers\":3", "\"balance\":\"0.00\"");

      CompletableFuture<String> delete = post(url, "/chat", "{\"message\": \"delete C-17\"}");
      reviewer.reject(reviewer.awaitHeld(service), "not this one");
      assertThat(answer(delete))
          .contains("NOT EXECUTED: SupportTools.deleteCustomer", "not this one");
      assertThat(state(url)).contains("\"customers\":3", "\"balance\":\"0.00\"");

      CompletableFuture<String> refund =
          post(url, "/chat", "{\"message\": \"refund C-42 120.00\"}");
      reviewer.approve(reviewer.awaitHeld(service));
      assertThat(answer(refund)).contains("Refunded 120.00 to C-42");
      assertThat(state(url)).contains("\"customers\":3", "\"balance\":\"120.00\"");

      answer(post(url, "/stop", ""));
      assertThat(service.awaitExit()).isZero();
      assertThat(service.out().text()).isEqualTo(listening + "\n");
    }
  }

  private String state(URI url) throws Exception {
    return answer(
        http.sendAsync(
                HttpRequest.newBuilder(url.resolve("/state")).build(), BodyHandlers.ofString())
            .thenApply(response -> response.body()));
  }

  private CompletableFuture<String> post(URI url, String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(Duration.ofSeconds(90))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> response.body());
  }

  private static String answer(CompletableFuture<String> coming) throws Exception {
    return coming.get(90, TimeUnit.SECONDS);
  }
}
