package dev.callgate.approver.server;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.Outcome;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.http.Route;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may use which route: every route of the server's own table with every kind of credential. A
 * route that is added without a row here fails.
 */
class RouteTableTest {
  /** The credentials in the order of the columns below. */
  private enum Holder {
    NOBODY,
    GARBAGE,
    ENROLMENT,
    SESSION,
    OTHER_SESSION,
    REVIEWER
  }

  private static final Map<String, List<Integer>> EXPECTED =
      Map.ofEntries(
          entry("GET /healthz", List.of(200, 200, 200, 200, 200, 200)),
          entry("POST /v1/agent/enrol", List.of(401, 401, 201, 403, 403, 403)),
          entry("PUT /v1/agent/requests/{id}", List.of(401, 401, 403, 200, 403, 403)),
          entry("GET /v1/agent/events", List.of(401, 401, 403, 200, 200, 403)),
          entry("POST /v1/agent/requests/{id}/withdraw", List.of(401, 401, 403, 200, 403, 403)),
          entry("POST /v1/agent/requests/{id}/outcome", List.of(401, 401, 403, 200, 403, 403)),
          entry("POST /v1/agent/requests/{id}/covered", List.of(401, 401, 403, 422, 403, 403)),
          entry("GET /v1/agent/requests/{id}/logged", List.of(401, 401, 403, 404, 404, 403)),
          entry("PUT /v1/agent/coverage", List.of(401, 401, 403, 200, 403, 403)),
          entry("GET /v1/agents", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/agents/{id}/coverage", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/requests", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/requests/{id}", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/requests/{id}/earlier", List.of(401, 401, 403, 403, 403, 200)),
          entry("POST /v1/requests/{id}/review", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/audit/checkpoint", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/audit/entries", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/audit/inclusion", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/audit/consistency", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/agent/trust", List.of(401, 401, 403, 200, 200, 403)),
          entry("POST /v1/requests/{id}/signed-review", List.of(401, 401, 403, 403, 403, 403)),
          entry("GET /v1/requests/{id}/envelope", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/trust", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/events", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/events/stream", List.of(401, 401, 403, 403, 403, 200)),
          entry("GET /v1/me", List.of(401, 401, 403, 403, 403, 200)),
          // Nobody's page sends these; ConsoleSessionTest has what a page of ours may do.
          entry("POST /v1/session", List.of(403, 403, 403, 403, 403, 403)),
          entry("GET /v1/session", List.of(401, 401, 401, 401, 401, 401)),
          entry("DELETE /v1/session", List.of(403, 403, 403, 403, 403, 403)));

  private TestApprover approver;
  private TestJvm jvm;
  private TestJvm other;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    jvm = approver.jvm();
    other = approver.jvm();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void theTableAboveHasExactlyTheRoutesOfTheServer() {
    assertThat(approver.approver().routes().stream().map(RouteTableTest::name))
        .containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
  }

  @TestFactory
  Stream<DynamicTest> eachRouteOpensForItsOwnCredentialOnly() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Route route : approver.approver().routes()) {
      List<Integer> expected = EXPECTED.getOrDefault(name(route), List.of());
      int column = 0;
      for (Holder holder : Holder.values()) {
        int place = column++;
        tests.add(
            DynamicTest.dynamicTest(
                name(route) + " with " + holder,
                () -> {
                  assertThat(expected).as("a row for " + name(route)).hasSize(6);
                  probe(route, holder, expected.get(place));
                }));
      }
    }
    return tests.stream();
  }

  private void probe(Route route, Holder holder, int expected) throws Exception {
    CallRequest request = jvm.submit();
    if (name(route).equals("GET /v1/agents/{id}/coverage")) {
      jvm.report(jvm.coverage(1, 7, false, Digests.of("rules")));
    }
    String id = route.path().startsWith("/v1/agents/") ? jvm.id : request.requestId();

    if (name(route).equals("GET /v1/events/stream") && expected == 200) {
      // It has no end; ConsoleStreamTest reads one.
      return;
    }
    Answer answer =
        approver
            .client()
            .send(
                route.method(),
                route.path().replace("{id}", id),
                token(holder),
                body(route, request));

    assertThat(answer.status()).isEqualTo(expected);
    if (expected >= 400) {
      RequestDetail after = approver.alice().show(request).as(RequestDetail.class);
      assertThat(after.history()).as("what a refusal leaves behind").hasSize(1);
      assertThat(answer.body().at("/error/message").asString()).isNotEmpty();
      assertThat(answer.body().at("/error/hint").asString()).isNotEmpty();
    }
  }

  private @Nullable String token(Holder holder) {
    return switch (holder) {
      case NOBODY -> null;
      case GARBAGE -> Ids.token("cgr");
      case ENROLMENT -> approver.enrolmentToken;
      case SESSION -> jvm.session;
      case OTHER_SESSION -> other.session;
      case REVIEWER -> approver.aliceToken;
    };
  }

  /** What the rightful caller would send. */
  private byte @Nullable [] body(Route route, CallRequest request) {
    return switch (name(route)) {
      case "POST /v1/agent/enrol" ->
          TestJvm.enrolment(Ids.random(), Ids.random(), SigningKey.generate());
      case "PUT /v1/agent/requests/{id}" -> jvm.sign(request);
      case "POST /v1/agent/requests/{id}/withdraw", "POST /v1/agent/requests/{id}/outcome" ->
          jvm.report(request, Outcome.WITHDRAWN, null);
      // Nobody has approved the request yet.
      case "POST /v1/agent/requests/{id}/covered" -> jvm.covered(request, Ids.random());
      case "PUT /v1/agent/coverage" -> jvm.sign(jvm.coverage(1, 7, false, Digests.of("rules")));
      case "POST /v1/requests/{id}/review" ->
          Json.write(
              new ReviewBody(TestReviewer.digest(request), Verdict.APPROVE, null, List.of(), null));
      // Nobody has told this approver whose signatures count.
      case "POST /v1/requests/{id}/signed-review" ->
          Json.write(
              ReviewEnvelope.sign(
                  TestReviewer.statement("alice", request, Verdict.APPROVE),
                  SigningKey.generate()));
      default -> null;
    };
  }

  private static String name(Route route) {
    return route.method() + " " + route.path();
  }
}
