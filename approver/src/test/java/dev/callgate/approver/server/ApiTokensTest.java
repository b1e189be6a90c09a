package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.Role;
import dev.callgate.approver.api.TokenBody;
import dev.callgate.approver.api.TokenCreated;
import dev.callgate.approver.api.TokenList;
import dev.callgate.approver.api.TokenSummary;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.Assurance;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Tokens that people make for their programs. */
class ApiTokensTest {
  private TestApprover approver;
  private TestJvm jvm;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    jvm = approver.jvm();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  private TestReviewer token(TestReviewer maker, Role... scopes) throws Exception {
    return new TestReviewer(approver.client(), create(maker, scopes).secret());
  }

  private static TokenCreated create(TestReviewer maker, Role... scopes) throws Exception {
    Answer made =
        maker.send(
            "POST",
            "/v1/tokens",
            new TokenBody("nightly", List.of(scopes), Duration.ofDays(90).toMillis()));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
    return made.as(TokenCreated.class);
  }

  @Test
  void itHasAFormThatAScannerKnowsAndIsNowhereInTheStore() throws Exception {
    TokenCreated made = create(approver.alice(), Role.VIEWER);

    assertThat(made.secret()).matches("cga_[0-9A-Za-z]{49}");
    approver.stop();
    assertThat(Files.readString(approver.database(), StandardCharsets.ISO_8859_1))
        .contains("nightly")
        .doesNotContain(made.secret());
    approver.start();
    assertThat(new TestReviewer(approver.client(), made.secret()).get("/v1/me").status())
        .isEqualTo(200);
  }

  @Test
  void itIsNeverMoreThanItsScopesNorThanItsPersonIsNow() throws Exception {
    TestReviewer anna = approver.person("anna", List.of(), Role.VIEWER, Role.APPROVER);
    TestReviewer looks = token(anna, Role.VIEWER);
    TestReviewer decides = token(anna, Role.APPROVER);
    CallRequest request = jvm.submit();

    assertThat(looks.show(request).status()).isEqualTo(200);
    assertThat(looks.say(request, Verdict.APPROVE).errorCode()).isEqualTo("role_missing");
    assertThat(
            anna.send("POST", "/v1/tokens", new TokenBody("x", List.of(Role.AUDITOR), 1000))
                .errorCode())
        .isEqualTo("not_allowed");

    approver.give("anna", List.of(), Role.VIEWER);
    assertThat(decides.say(request, Verdict.APPROVE).errorCode()).isEqualTo("role_missing");
    approver.give("anna", List.of(), Role.VIEWER, Role.APPROVER);
    assertThat(decides.say(request, Verdict.APPROVE).status()).isEqualTo(200);
    assertThat(state(request)).isEqualTo(RequestState.APPROVED);
  }

  @ParameterizedTest
  @EnumSource(Assurance.class)
  void itDecidesNothingAboveServer(Assurance assurance) throws Exception {
    TestReviewer decides = token(approver.alice(), Role.APPROVER);
    CallRequest request = jvm.submit(new Demand("shop/refunds", List.of(), 1, false, assurance));

    for (Verdict verdict : List.of(Verdict.APPROVE, Verdict.REJECT)) {
      Answer answer = decides.say(request, verdict);
      if (assurance.needsSignatures()) {
        assertThat(answer.errorCode()).isEqualTo("token_too_weak");
        assertThat(answer.body().at("/error/message").asString())
            .isEqualTo(
                "an API token decides nothing above assurance server, and the rule shop/refunds"
                    + " wants people's own signatures");
        assertThat(state(request)).isEqualTo(RequestState.PENDING);
      } else {
        assertThat(state(request)).isEqualTo(RequestState.APPROVED);
      }
    }
  }

  @Test
  void itEndsByItsTimeByBeingRevokedAndWithItsPerson() throws Exception {
    TestReviewer anna = approver.person("anna", List.of(), Role.VIEWER);
    TestReviewer first = token(anna, Role.VIEWER);
    TestReviewer second = token(anna, Role.VIEWER);
    List<TokenSummary> tokens = anna.get("/v1/tokens").as(TokenList.class).tokens();
    assertThat(tokens).hasSize(2);

    assertThat(first.get("/v1/requests").status()).isEqualTo(200);
    assertThat(anna.send("DELETE", "/v1/tokens/" + tokens.get(0).id(), null).status())
        .isEqualTo(200);
    List<TestReviewer> both = List.of(first, second);
    assertThat(both.stream().filter(each -> status(each) == 200)).hasSize(1);

    approver.root().send("DELETE", "/v1/people/" + approver.personId("anna"), null);
    assertThat(both).allMatch(each -> status(each) == 401);

    TestReviewer alices = token(approver.alice(), Role.VIEWER);
    approver.clock.advance(Duration.ofDays(90).minusMillis(1));
    assertThat(status(alices)).isEqualTo(200);
    approver.clock.advance(Duration.ofMillis(1));
    assertThat(status(alices)).isEqualTo(401);
  }

  @Test
  void peopleSeeAndRevokeTheirOwnAndAdminsAll() throws Exception {
    String id = create(approver.alice(), Role.VIEWER).token().id();

    assertThat(approver.bob().get("/v1/tokens").as(TokenList.class).tokens()).isEmpty();
    assertThat(approver.bob().send("DELETE", "/v1/tokens/" + id, null).status()).isEqualTo(404);
    assertThat(approver.root().get("/v1/tokens").as(TokenList.class).tokens()).hasSize(1);
    assertThat(approver.root().send("DELETE", "/v1/tokens/" + id, null).status()).isEqualTo(200);
    assertThat(approver.alice().get("/v1/tokens").as(TokenList.class).tokens()).isEmpty();
  }

  @Test
  void itMakesNoOtherTokensAndOpensNoBrowser() throws Exception {
    TestReviewer token = token(approver.alice(), Role.VIEWER);

    assertThat(
            token
                .send("POST", "/v1/tokens", new TokenBody("x", List.of(Role.VIEWER), 1000))
                .errorCode())
        .isEqualTo("forbidden");
    RawHttp http = new RawHttp(approver);
    RawHttp.Answer signIn =
        http.send(
            "POST",
            "/v1/session",
            "{\"token\":\"" + token.token + "\"}",
            "Content-Type: application/json",
            "Origin: " + http.origin(),
            "X-Callgate-Console: 1");
    assertThat(signIn.status()).isEqualTo(401);
  }

  @Test
  void whenItWasUsedLastIsKnownToTheMinute() throws Exception {
    TestReviewer token = token(approver.alice(), Role.VIEWER);
    assertThat(lastUsed()).isZero();
    token.get("/v1/requests");
    assertThat(lastUsed()).isEqualTo(approver.clock.millis());
  }

  @Test
  void makingAndRevokingAreInTheAuditLogWithoutTheToken() throws Exception {
    TokenCreated made = create(approver.alice(), Role.VIEWER);
    approver.root().send("DELETE", "/v1/tokens/" + made.token().id(), null);

    StringBuilder log = new StringBuilder();
    for (JsonNode line : approver.alice().get("/v1/audit/entries").body().get("entries")) {
      log.append(
          new String(
              Base64.getDecoder().decode(line.get("entry").asString()), StandardCharsets.UTF_8));
    }
    assertThat(log)
        .contains("\"type\":\"token.created\"", "\"type\":\"token.revoked\"")
        .contains("\"actor\":\"reviewer:alice\"", "\"actor\":\"admin:root\"")
        .contains("of alice for nightly: viewer")
        .doesNotContain(made.secret());
  }

  @Test
  void ninetyDaysAreTheMost() throws Exception {
    Duration tooLong = Duration.ofDays(90).plusMillis(1);
    for (long millis : new long[] {tooLong.toMillis(), 0, -1}) {
      assertThat(
              approver
                  .alice()
                  .send("POST", "/v1/tokens", new TokenBody("x", List.of(Role.VIEWER), millis))
                  .status())
          .isEqualTo(422);
    }
  }

  private long lastUsed() throws Exception {
    return approver
        .alice()
        .get("/v1/tokens")
        .as(TokenList.class)
        .tokens()
        .get(0)
        .lastUsedAtMillis();
  }

  private static int status(TestReviewer token) {
    try {
      return token.get("/v1/requests").status();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private RequestState state(CallRequest request) throws Exception {
    return approver.alice().show(request).as(RequestDetail.class).summary().state();
  }
}
