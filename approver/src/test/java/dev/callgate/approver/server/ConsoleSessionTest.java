package dev.callgate.approver.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.RequestSummary;
import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.server.RawHttp.Answer;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Browser sessions: who gets one, what it opens, from where it may be used, and how it ends. */
class ConsoleSessionTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String MARK = "X-Callgate-Console: 1";

  private TestApprover approver;
  private RawHttp http;
  private TestJvm jvm;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    http = new RawHttp(approver);
    jvm = approver.jvm();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void aReviewersTokenOpensASessionThatScriptsAndOtherSitesCannotReach() throws Exception {
    Answer answer = signIn(approver.aliceToken);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Set-Cookie"))
        .matches(
            "__Host-callgate=cgs_[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict");
    assertThat(answer.body()).contains("\"name\":\"alice\"").doesNotContain("cgr_", "cgs_");
    assertThat(http.send("GET", "/v1/session", null, cookie(answer)).body()).contains("alice");
  }

  @Test
  void aSessionDecidesAsItsPersonThroughTheSameChecks() throws Exception {
    CallRequest request = jvm.submit();
    String cookie = cookie(signIn(approver.aliceToken));

    Answer answer = review(request, Verdict.APPROVE, cookie, ours());

    assertThat(answer.status()).isEqualTo(200);
    RequestSummary after = stands(request);
    assertThat(after.state()).isEqualTo(RequestState.APPROVED);
    assertThat(requireNonNull(after.decision()).decidedBy()).containsExactly("alice");
    assertThat(review(request, Verdict.REJECT, cookie, ours()).status()).isEqualTo(409);
  }

  @Test
  void noOtherCredentialOpensASession() throws Exception {
    for (String token : List.of(approver.enrolmentToken, jvm.session, "cgr_nobody", "", "null")) {
      Answer answer = signIn(token);
      assertThat(answer.status()).as(token).isEqualTo(401);
      assertThat(answer.all("Set-Cookie")).isEmpty();
    }
    assertThat(signInWith("{\"token\":null}").status()).isIn(400, 401);
    assertThat(signInWith("{\"token\":\"" + approver.aliceToken + "\",\"a\":1}").status())
        .isEqualTo(400);
    assertThat(signInWith("not JSON " + approver.aliceToken).body())
        .doesNotContain(approver.aliceToken);
  }

  @Test
  void aTokenInTheAddressIsNoCredential() throws Exception {
    String query = "?token=" + approver.aliceToken;
    assertThat(http.send("GET", "/v1/requests" + query, null).status()).isEqualTo(401);
    assertThat(http.send("POST", "/v1/session" + query, "{\"token\":\"x\"}", ours()).status())
        .isEqualTo(400);
  }

  @Test
  void aSessionThatWasThereBeforeIsNotTheOneThatIsOpened() throws Exception {
    String planted = "cgs_" + "A".repeat(43);
    Answer first = signIn(approver.aliceToken, "Cookie: __Host-callgate=" + planted);
    assertThat(first.header("Set-Cookie")).doesNotContain(planted);
    assertThat(me("Cookie: __Host-callgate=" + planted)).isEqualTo(401);

    // Who signs in again leaves the session behind, also as somebody else.
    Answer second = signIn(approver.bobToken, cookie(first));
    assertThat(cookie(second)).isNotEqualTo(cookie(first));
    assertThat(me(cookie(first))).isEqualTo(401);
    assertThat(me(cookie(second))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Origin",
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://{authority}",
        "Origin: https://{authority}.evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none",
        "-X-Callgate-Console",
        "X-Callgate-Console: 0",
        "-Content-Type",
        "Content-Type: text/plain",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data"
      })
  void anotherSitesPageDecidesNothing(String change) throws Exception {
    CallRequest request = jvm.submit();
    String cookie = cookie(signIn(approver.aliceToken));
    String[] headers = changed(change.replace("{authority}", http.authority()));

    Answer review = review(request, Verdict.APPROVE, cookie, headers);
    Answer signIn =
        http.send("POST", "/v1/session", "{\"token\":\"" + approver.bobToken + "\"}", headers);

    assertThat(review.status()).isIn(403, 415);
    assertThat(signIn.status()).isIn(403, 415);
    assertThat(signIn.all("Set-Cookie")).isEmpty();
    assertThat(stands(request).state()).isEqualTo(RequestState.PENDING);
    // The twin, with nothing else changed.
    assertThat(review(request, Verdict.APPROVE, cookie, ours()).status()).isEqualTo(200);
  }

  @Test
  void aNameThatWasPointedAtUsDecidesNothing() throws Exception {
    CallRequest request = jvm.submit();
    String cookie = cookie(signIn(approver.aliceToken));
    String[] headers = {JSON, MARK, "Origin: https://evil.example", "Sec-Fetch-Site: same-origin"};

    Answer review =
        http.sendTo(
            "evil.example",
            "POST",
            "/v1/requests/" + request.requestId() + "/review",
            body(request, Verdict.APPROVE),
            with(headers, cookie));
    Answer list = http.sendTo("evil.example", "GET", "/v1/requests", null, cookie);

    assertThat(review.status()).isEqualTo(403);
    assertThat(list.status()).isEqualTo(403);
    assertThat(list.body()).doesNotContain(request.requestId());
    assertThat(stands(request).state()).isEqualTo(RequestState.PENDING);
  }

  @Test
  void anotherSiteReadsNothing() throws Exception {
    String cookie = cookie(signIn(approver.aliceToken));

    assertThat(http.send("GET", "/v1/requests", null, cookie).status()).isEqualTo(200);
    for (String header : List.of("Sec-Fetch-Site: cross-site", "Origin: https://evil.example")) {
      assertThat(http.send("GET", "/v1/requests", null, cookie, header).status()).isEqualTo(403);
      assertThat(http.send("GET", "/v1/events/stream", null, cookie, header).status())
          .isEqualTo(403);
    }
  }

  @Test
  void aSessionIsNoAgentAndAnAgentIsNoSession() throws Exception {
    String cookie = cookie(signIn(approver.aliceToken));

    assertThat(http.send("GET", "/v1/agent/events", null, cookie).status()).isEqualTo(401);
    String agent = "Cookie: __Host-callgate=" + jvm.session;
    assertThat(http.send("GET", "/v1/requests", null, agent).status()).isEqualTo(401);
    String token = "Cookie: __Host-callgate=" + approver.aliceToken;
    assertThat(http.send("GET", "/v1/requests", null, token).status()).isEqualTo(401);
    // Two of the name are nobody's: who planted the other?
    assertThat(me(cookie + "; __Host-callgate=cgs_x")).isEqualTo(401);
  }

  @Test
  void signingOutEndsItForEverybodyWhoHasTheCookie() throws Exception {
    String cookie = cookie(signIn(approver.aliceToken));
    String other = cookie(signIn(approver.aliceToken));

    Answer out = http.send("DELETE", "/v1/session", null, with(ours(), cookie));

    assertThat(out.status()).isEqualTo(200);
    // A page has nothing to send with it, and says no type then.
    assertThat(http.send("DELETE", "/v1/session", null, MARK, "Origin: " + http.origin()).status())
        .isEqualTo(200);
    assertThat(out.header("Set-Cookie")).contains("__Host-callgate=;", "Max-Age=0", "HttpOnly");
    assertThat(me(cookie)).isEqualTo(401);
    assertThat(me(other)).isEqualTo(200);
  }

  @Test
  void aSessionEndsWhenNobodyUsesItAndAtTheLatestAfterItsTime() throws Exception {
    String idle = cookie(signIn(approver.aliceToken));
    approver.clock.advance(Duration.ofMinutes(29));
    assertThat(me(idle)).isEqualTo(200);
    approver.clock.advance(Duration.ofMinutes(29));
    assertThat(me(idle)).isEqualTo(200);
    approver.clock.advance(Duration.ofMinutes(30));
    assertThat(me(idle)).isEqualTo(401);

    String busy = cookie(signIn(approver.aliceToken));
    for (int minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      approver.clock.advance(Duration.ofMinutes(20));
      assertThat(me(busy)).isEqualTo(200);
    }
    approver.clock.advance(Duration.ofMinutes(20));
    assertThat(me(busy)).isEqualTo(401);
  }

  @Test
  void aPersonHasABoundedNumberOfSessions() throws Exception {
    List<String> cookies = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      cookies.add(cookie(signIn(approver.aliceToken)));
    }

    assertThat(me(cookies.get(0))).isEqualTo(401);
    assertThat(me(cookies.get(1))).isEqualTo(200);
    assertThat(me(cookies.get(16))).isEqualTo(200);
  }

  private Answer signIn(String token, String... more) throws Exception {
    return signInWith("{\"token\":\"" + token + "\"}", more);
  }

  private Answer signInWith(String body, String... more) throws Exception {
    return http.send("POST", "/v1/session", body, with(ours(), more));
  }

  /** What a page of ours sends. */
  private String[] ours() {
    return new String[] {JSON, MARK, "Origin: " + http.origin(), "Sec-Fetch-Site: same-origin"};
  }

  /** The same with one header other, or left out. */
  private String[] changed(String change) {
    String name = change.startsWith("-") ? change.substring(1) : change.split(":")[0];
    List<String> headers = new ArrayList<>(List.of(ours()));
    headers.removeIf(header -> header.startsWith(name + ":"));
    if (!change.startsWith("-")) {
      headers.add(change);
    }
    return headers.toArray(String[]::new);
  }

  private static String[] with(String[] headers, String... more) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private Answer review(CallRequest request, Verdict verdict, String cookie, String[] headers)
      throws Exception {
    return http.send(
        "POST",
        "/v1/requests/" + request.requestId() + "/review",
        body(request, verdict),
        with(headers, cookie));
  }

  private static String body(CallRequest request, Verdict verdict) {
    ReviewBody body =
        new ReviewBody(TestReviewer.digest(request), verdict, "because", List.of(), null);
    return new String(Json.write(body), StandardCharsets.UTF_8);
  }

  private RequestSummary stands(CallRequest request) throws Exception {
    return approver.alice().show(request).as(RequestDetail.class).summary();
  }

  private int me(String cookie) throws Exception {
    return http.send("GET", "/v1/me", null, cookie).status();
  }

  private static String cookie(Answer answer) {
    String set = answer.header("Set-Cookie");
    return "Cookie: " + set.substring(0, set.indexOf(';'));
  }
}
