package dev.callgate.approver.server;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.Outcome;
import dev.callgate.approver.api.EnrolmentTokenBody;
import dev.callgate.approver.api.EnrolmentTokenCreated;
import dev.callgate.approver.api.PersonBody;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.api.RevokeBody;
import dev.callgate.approver.api.Role;
import dev.callgate.approver.api.SignIn;
import dev.callgate.approver.api.TokenBody;
import dev.callgate.approver.api.TokenCreated;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  /** Whoever may knock. */
  private enum Holder {
    NOBODY,
    GARBAGE,
    ENROLMENT,
    SESSION,
    OTHER_SESSION,
    /** The session of a JVM that an admin has turned away. */
    REVOKED_SESSION,
    /** Good for one JVM of one application. */
    ENROLMENT_ONCE,
    /** Named at the approver's start: viewer, approver and auditor. */
    REVIEWER,
    VIEWER,
    APPROVER,
    ADMIN,
    AUDITOR,
    /** Known, and without a role. */
    NO_ROLE,
    /** Taken out since. */
    REMOVED,
    /** API tokens of somebody with every role, each with one. */
    VIEWER_TOKEN,
    APPROVER_TOKEN,
    ADMIN_TOKEN,
    AUDITOR_TOKEN,
    /** One whose time is over. */
    EXPIRED_TOKEN,
    /** One that was revoked. */
    REVOKED_TOKEN,
    /** The reviewer's browser. */
    BROWSER,
    /** The same, half an hour after it was used last. */
    IDLE_BROWSER
  }

  private static final Set<Holder> STRANGERS =
      EnumSet.of(
          Holder.NOBODY,
          Holder.GARBAGE,
          Holder.REMOVED,
          Holder.EXPIRED_TOKEN,
          Holder.REVOKED_TOKEN);
  private static final Set<Holder> PEOPLE =
      EnumSet.of(
          Holder.REVIEWER,
          Holder.VIEWER,
          Holder.APPROVER,
          Holder.ADMIN,
          Holder.AUDITOR,
          Holder.NO_ROLE,
          Holder.VIEWER_TOKEN,
          Holder.APPROVER_TOKEN,
          Holder.ADMIN_TOKEN,
          Holder.AUDITOR_TOKEN,
          Holder.BROWSER);

  private static final Map<String, Map<Holder, Integer>> EXPECTED =
      Map.ofEntries(
          entry("GET /healthz", everybody(200)),
          entry("GET /openapi.yaml", everybody(200)),
          entry(
              "POST /v1/agent/enrol",
              agents(Map.of(Holder.ENROLMENT, 201, Holder.ENROLMENT_ONCE, 201))),
          entry("PUT /v1/agent/requests/{id}", jvm(200, 403)),
          entry("GET /v1/agent/events", jvm(200, 200)),
          entry("POST /v1/agent/requests/{id}/withdraw", jvm(200, 403)),
          entry("POST /v1/agent/requests/{id}/outcome", jvm(200, 403)),
          entry("POST /v1/agent/requests/{id}/covered", jvm(422, 403)),
          entry("GET /v1/agent/requests/{id}/logged", jvm(404, 404)),
          entry("PUT /v1/agent/coverage", jvm(200, 403)),
          entry("GET /v1/agent/trust", jvm(200, 200)),
          entry("GET /v1/agents", anyRole(200)),
          entry("GET /v1/agents/{id}/coverage", anyRole(200)),
          entry("GET /v1/requests", viewers(200)),
          entry("GET /v1/requests/{id}", viewers(200)),
          entry("GET /v1/requests/{id}/earlier", viewers(200)),
          entry("GET /v1/requests/{id}/envelope", viewers(200)),
          entry("POST /v1/requests/{id}/review", approvers(200)),
          // 403 also for those who may: nobody has told this approver whose signatures count.
          entry("POST /v1/requests/{id}/signed-review", approvers(403)),
          // Whoever may gets to hear that there is none.
          entry("GET /v1/grants", viewers(200)),
          entry("GET /v1/grants/{id}", viewers(404)),
          entry("POST /v1/grants/{id}/revoke", approvers(404)),
          entry("GET /v1/trust", viewers(200)),
          entry("GET /v1/events", viewers(200)),
          entry("GET /v1/events/stream", viewers(200)),
          entry("GET /v1/statistics", auditors(200)),
          entry("GET /v1/audit/checkpoint", auditors(200)),
          entry("GET /v1/audit/entries", auditors(200)),
          entry("GET /v1/audit/inclusion", auditors(200)),
          entry("GET /v1/audit/consistency", auditors(200)),
          entry("GET /v1/me", people(200, PEOPLE)),
          entry("GET /v1/people", admins(200)),
          entry("GET /v1/notifications", admins(200)),
          entry("POST /v1/people", admins(201)),
          entry("PUT /v1/people/{id}", admins(200)),
          entry("DELETE /v1/people/{id}", admins(200)),
          entry("POST /v1/enrolment-tokens", admins(201)),
          entry("POST /v1/agents/{id}/revoke", admins(200)),
          entry("GET /v1/tokens", inPerson(200)),
          // Only a viewer may make the token that is asked for here.
          entry(
              "POST /v1/tokens",
              with(inPerson(422), 201, Holder.REVIEWER, Holder.VIEWER, Holder.BROWSER)),
          // The token is vera's: of others only an admin may revoke it.
          entry("DELETE /v1/tokens/{id}", with(inPerson(404), 200, Holder.VIEWER, Holder.ADMIN)),
          entry("GET /v1/passkeys", with(inPerson(200), 200, Holder.NO_ROLE)),
          entry("POST /v1/passkeys/options", with(inPerson(200), 200, Holder.NO_ROLE)),
          // Without a body, or of a passkey that is not there; ConsolePasskeysTest has the rest.
          entry("POST /v1/passkeys", with(inPerson(400), 400, Holder.NO_ROLE)),
          entry("PUT /v1/passkeys/{id}", with(inPerson(400), 400, Holder.NO_ROLE)),
          entry("DELETE /v1/passkeys/{id}", with(inPerson(404), 404, Holder.NO_ROLE)),
          entry("GET /v1/passkeys/{id}/file", with(inPerson(404), 404, Holder.NO_ROLE)),
          entry("POST /v1/confirm", with(inPerson(400), 400, Holder.NO_ROLE)),
          entry("POST /v1/session/challenge", everybody(200)),
          entry("POST /v1/session/passkey", everybody(400)),
          // Only a page of ours sends these; ConsoleSessionTest has what it may do.
          entry("POST /v1/session", console(401, 401)),
          entry("GET /v1/session", console(200, 401)),
          entry("DELETE /v1/session", console(200, 200)));

  private static Map<Holder, Integer> everybody(int status) {
    Map<Holder, Integer> row = new EnumMap<>(Holder.class);
    for (Holder holder : Holder.values()) {
      row.put(holder, status);
    }
    return row;
  }

  /** What is for programs takes no cookie, and none of a person's tokens. */
  private static Map<Holder, Integer> agents(Map<Holder, Integer> may) {
    Map<Holder, Integer> row = everybody(403);
    STRANGERS.forEach(holder -> row.put(holder, 401));
    row.put(Holder.BROWSER, 401);
    row.put(Holder.IDLE_BROWSER, 401);
    row.putAll(may);
    return row;
  }

  private static Map<Holder, Integer> jvm(int own, int other) {
    return agents(Map.of(Holder.SESSION, own, Holder.OTHER_SESSION, other));
  }

  private static Map<Holder, Integer> people(int status, Set<Holder> may) {
    Map<Holder, Integer> row = everybody(403);
    STRANGERS.forEach(holder -> row.put(holder, 401));
    row.put(Holder.IDLE_BROWSER, 401);
    may.forEach(holder -> row.put(holder, status));
    return row;
  }

  private static Map<Holder, Integer> anyRole(int status) {
    EnumSet<Holder> may = EnumSet.copyOf(PEOPLE);
    may.remove(Holder.NO_ROLE);
    return people(status, may);
  }

  private static Map<Holder, Integer> viewers(int status) {
    return people(
        status,
        EnumSet.of(
            Holder.REVIEWER,
            Holder.VIEWER,
            Holder.APPROVER,
            Holder.VIEWER_TOKEN,
            Holder.APPROVER_TOKEN,
            Holder.BROWSER));
  }

  private static Map<Holder, Integer> approvers(int status) {
    return people(
        status,
        EnumSet.of(Holder.REVIEWER, Holder.APPROVER, Holder.APPROVER_TOKEN, Holder.BROWSER));
  }

  private static Map<Holder, Integer> auditors(int status) {
    return people(
        status, EnumSet.of(Holder.REVIEWER, Holder.AUDITOR, Holder.AUDITOR_TOKEN, Holder.BROWSER));
  }

  private static Map<Holder, Integer> admins(int status) {
    return people(status, EnumSet.of(Holder.ADMIN, Holder.ADMIN_TOKEN));
  }

  /** What people do with what only they have. */
  private static Map<Holder, Integer> inPerson(int status) {
    EnumSet<Holder> may =
        EnumSet.of(
            Holder.REVIEWER,
            Holder.VIEWER,
            Holder.APPROVER,
            Holder.ADMIN,
            Holder.AUDITOR,
            Holder.BROWSER);
    return people(status, may);
  }

  private static Map<Holder, Integer> with(
      Map<Holder, Integer> row, int status, Holder... holders) {
    List.of(holders).forEach(holder -> row.put(holder, status));
    return row;
  }

  private static Map<Holder, Integer> console(int open, int idle) {
    // A bearer token is none of a page's business: nobody is signed in by it.
    Map<Holder, Integer> row = everybody(idle == 200 ? 200 : 401);
    row.put(Holder.BROWSER, open);
    row.put(Holder.IDLE_BROWSER, idle);
    return row;
  }

  private TestApprover approver;
  private TestJvm jvm;
  private TestJvm other;

  private final Map<Holder, String> tokens = new EnumMap<>(Holder.class);
  private PinnedClient client;
  private TestReviewer alice;
  private CallRequest any;
  private String cookie = "";
  private static final int MOST_WRONG_CREDENTIALS = 25;

  private String removable = "";
  private int wrongCredentials;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    jvm = approver.jvm();
    other = approver.jvm();
    connect();
    tokens.put(Holder.GARBAGE, Ids.token("cgr"));
    tokens.put(Holder.ENROLMENT, approver.enrolmentToken);
    tokens.put(Holder.SESSION, jvm.session);
    tokens.put(Holder.OTHER_SESSION, other.session);
    tokens.put(Holder.REVIEWER, approver.aliceToken);
    tokens.put(Holder.ADMIN, approver.adminToken);
    tokens.put(Holder.VIEWER, approver.person("vera", List.of(), Role.VIEWER).token);
    tokens.put(Holder.APPROVER, approver.person("anna", List.of(), Role.APPROVER).token);
    tokens.put(Holder.AUDITOR, approver.person("otto", List.of(), Role.AUDITOR).token);
    tokens.put(Holder.NO_ROLE, approver.person("nora", List.of()).token);
    tokens.put(Holder.REMOVED, approver.person("rita", List.of(), Role.values()).token);
    TestJvm gone = approver.jvm();
    approver.root().send("POST", "/v1/agents/" + gone.id + "/revoke", null);
    tokens.put(Holder.REVOKED_SESSION, gone.session);
    TestReviewer everything = approver.person("ella", List.of(), Role.values());
    tokens.put(Holder.VIEWER_TOKEN, apiToken(everything, Role.VIEWER).secret());
    tokens.put(Holder.APPROVER_TOKEN, apiToken(everything, Role.APPROVER).secret());
    tokens.put(Holder.ADMIN_TOKEN, apiToken(everything, Role.ADMIN).secret());
    tokens.put(Holder.AUDITOR_TOKEN, apiToken(everything, Role.AUDITOR).secret());
    tokens.put(Holder.EXPIRED_TOKEN, apiToken(everything, Role.values()).secret());
    approver.clock.advance(Duration.ofDays(31));
    tokens.put(
        Holder.ENROLMENT_ONCE,
        approver
            .root()
            .send(
                "POST",
                "/v1/enrolment-tokens",
                new EnrolmentTokenBody("billing", Duration.ofDays(6).toMillis()))
            .as(EnrolmentTokenCreated.class)
            .secret());
    TokenCreated revoked = apiToken(everything, Role.values());
    tokens.put(Holder.REVOKED_TOKEN, revoked.secret());
    everything.send("DELETE", "/v1/tokens/" + revoked.token().id(), null);
    approver.root().send("DELETE", "/v1/people/" + approver.personId("rita"), null);
    any = jvm.submit(Duration.ofDays(30));
  }

  /** One for all roles lasts a month, the others two. */
  private static TokenCreated apiToken(TestReviewer maker, Role... scopes) throws Exception {
    long days = scopes.length == 1 ? 60 : 30;
    return maker
        .send(
            "POST",
            "/v1/tokens",
            new TokenBody("probe", List.of(scopes), Duration.ofDays(days).toMillis()))
        .as(TokenCreated.class);
  }

  private void openBrowser(String token) throws Exception {
    Answer opened = client.send("POST", "/v1/session", null, Json.write(new SignIn(token)), page());
    cookie = opened.raw().headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
  }

  /** What a browser says of itself when a page of ours asks. */
  private String[] page() {
    return new String[] {
      "Origin", "https://" + approver.approver().uri().getAuthority(),
      "Sec-Fetch-Site", "same-origin",
      "X-Callgate-Console", "1",
      "Content-Type", "application/json"
    };
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
    return approver.approver().routes().stream()
        .map(route -> DynamicTest.dynamicTest(name(route), () -> probe(route)));
  }

  private void probe(Route route) throws Exception {
    Map<Holder, Integer> row = EXPECTED.getOrDefault(name(route), Map.of());
    assertThat(row).as("a row for " + name(route)).containsOnlyKeys(Holder.values());
    forgetWrongCredentials(Collections.frequency(row.values(), 401));
    for (Map.Entry<Holder, Integer> cell : row.entrySet()) {
      // A stream has no end; ConsoleStreamTest reads one.
      if (!name(route).equals("GET /v1/events/stream") || cell.getValue() != 200) {
        probe(route, cell.getKey(), cell.getValue());
      }
    }
  }

  /** One connection for everything: opening one takes longer than all that is asked on it. */
  private void connect() {
    client = approver.client();
    alice = new TestReviewer(client, approver.aliceToken);
    jvm.client = client;
    other.client = client;
  }

  /** An address that guesses is cut off after some time; a new start knows no addresses. */
  private void forgetWrongCredentials(int coming) throws Exception {
    wrongCredentials += coming;
    if (wrongCredentials > MOST_WRONG_CREDENTIALS) {
      approver.stop();
      approver.start();
      connect();
      wrongCredentials = coming;
    }
  }

  private void probe(Route route, Holder holder, int expected) throws Exception {
    CallRequest request = route.path().contains("/requests/{id}") ? jvm.submit() : any;
    String id = id(route, request);
    boolean isPage = holder == Holder.BROWSER || holder == Holder.IDLE_BROWSER;
    List<String> headers = new ArrayList<>();
    if (isPage) {
      openBrowser(approver.aliceToken);
      headers.addAll(List.of("Cookie", cookie));
    }
    if (isPage || route.path().startsWith("/v1/session")) {
      headers.addAll(List.of(page()));
    }
    if (holder == Holder.IDLE_BROWSER) {
      approver.clock.advance(Duration.ofMinutes(31));
    }
    Answer answer =
        client.send(
            route.method(),
            route.path().replace("{id}", id),
            tokens.get(holder),
            body(route, request),
            headers.toArray(String[]::new));

    assertThat(answer.status()).as(name(route) + " with " + holder).isEqualTo(expected);
    if (expected >= 400) {
      RequestDetail after = alice.show(request).as(RequestDetail.class);
      assertThat(after.history()).as("what a refusal leaves behind").hasSize(1);
      assertThat(answer.body().at("/error/message").asString()).isNotEmpty();
      assertThat(answer.body().at("/error/hint").asString()).isNotEmpty();
    }
  }

  /** Of something that is there. */
  private String id(Route route, CallRequest request) throws Exception {
    if (route.path().equals("/v1/agents/{id}/revoke")) {
      return approver.jvm().id;
    }
    if (route.path().startsWith("/v1/agents/")) {
      jvm.report(jvm.coverage(1, 7, false, Digests.of("rules")));
      return jvm.id;
    }
    if (route.path().startsWith("/v1/people/")) {
      removable = "p" + Ids.random();
      approver.person(removable, List.of(), Role.VIEWER);
      return approver.personId(removable);
    }
    if (route.path().startsWith("/v1/tokens/")) {
      String vera = tokens.getOrDefault(Holder.VIEWER, "");
      return apiToken(new TestReviewer(client, vera), Role.VIEWER).token().id();
    }
    return request.requestId();
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
      case "POST /v1/grants/{id}/revoke" -> Json.write(new RevokeBody(null));
      case "POST /v1/people" ->
          Json.write(new PersonBody("p" + Ids.random(), List.of(), List.of(Role.VIEWER), true));
      case "PUT /v1/people/{id}" ->
          Json.write(new PersonBody(removable, List.of(), List.of(Role.AUDITOR), true));
      case "POST /v1/enrolment-tokens" -> Json.write(new EnrolmentTokenBody("billing", 600_000));
      case "POST /v1/tokens" -> Json.write(new TokenBody("x", List.of(Role.VIEWER), 1000));
      case "POST /v1/session" -> Json.write(new SignIn(Ids.token("cgr")));
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
