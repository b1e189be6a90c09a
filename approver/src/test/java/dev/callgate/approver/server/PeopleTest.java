package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.approver.api.PersonBody;
import dev.callgate.approver.api.PersonList;
import dev.callgate.approver.api.PersonSummary;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.Role;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who may do what, and from when to when. */
class PeopleTest {
  private static final Demand TWO = new Demand("shop/refunds", List.of("ops"), 2, false);

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

  @Test
  void anAdminDecidesNothingUnlessAnApproverToo() throws Exception {
    TestReviewer admin = approver.person("dora", List.of("ops"), Role.ADMIN);
    CallRequest request = jvm.submit();

    Answer refused = admin.say(request, Verdict.APPROVE);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.errorCode()).isEqualTo("role_missing");
    assertThat(refused.body().at("/error/message").asString())
        .isEqualTo("this takes the role approver: dora has admin");
    assertThat(state(request)).isEqualTo(RequestState.PENDING);

    approver.give("dora", List.of("ops"), Role.ADMIN, Role.APPROVER);
    assertThat(admin.say(request, Verdict.APPROVE).status()).isEqualTo(200);
    assertThat(state(request)).isEqualTo(RequestState.APPROVED);
  }

  @Test
  void whoOnlyLooksOrAuditsDecidesNothing() throws Exception {
    TestReviewer viewer = approver.person("vera", List.of("*"), Role.VIEWER);
    TestReviewer auditor = approver.person("otto", List.of("*"), Role.AUDITOR);
    CallRequest request = jvm.submit();

    assertThat(viewer.show(request).status()).isEqualTo(200);
    assertThat(viewer.say(request, Verdict.REJECT).errorCode()).isEqualTo("role_missing");
    assertThat(viewer.get("/v1/audit/entries").errorCode()).isEqualTo("role_missing");
    assertThat(auditor.get("/v1/audit/entries").status()).isEqualTo(200);
    assertThat(auditor.show(request).errorCode()).isEqualTo("role_missing");
    assertThat(state(request)).isEqualTo(RequestState.PENDING);
  }

  @Test
  void whoWasTakenOutIsLetInByNothingAndCountsNoMore() throws Exception {
    TestReviewer dora = approver.person("dora", List.of("ops"), Role.APPROVER);
    TestReviewer erik = approver.person("erik", List.of("ops"), Role.APPROVER);
    CallRequest taken = jvm.submit(TWO);
    CallRequest kept = jvm.submit(TWO);
    assertThat(dora.say(taken, Verdict.APPROVE).status()).isEqualTo(200);
    assertThat(erik.say(kept, Verdict.APPROVE).status()).isEqualTo(200);

    assertThat(
            approver
                .root()
                .send("DELETE", "/v1/people/" + approver.personId("dora"), null)
                .status())
        .isEqualTo(200);

    assertThat(dora.get("/v1/requests").status()).isEqualTo(401);
    approver.alice().say(taken, Verdict.APPROVE);
    assertThat(state(taken)).as("a yes of one who is gone").isEqualTo(RequestState.PENDING);
    approver.alice().say(kept, Verdict.APPROVE);
    assertThat(state(kept)).isEqualTo(RequestState.APPROVED);
  }

  @Test
  void aPollThatWaitsHearsNothingMoreOfWhatItsCallerMayNotSee() throws Exception {
    TestReviewer vera = approver.person("vera", List.of(), Role.VIEWER);
    long cursor = vera.get("/v1/events").body().get("cursor").asLong();
    var waiting =
        vera.client.sendLater("GET", "/v1/events?after=" + cursor + "&wait=25", vera.token);
    while (approver.approver().waitingPolls() == 0) {
      Thread.onSpinWait();
    }

    approver.give("vera", List.of(), Role.AUDITOR);

    assertThat(waiting.get().errorCode()).isEqualTo("role_missing");
  }

  @Test
  void everyChangeIsInTheAuditLogWithWhoMadeItAndNoToken() throws Exception {
    TestReviewer dora = approver.person("dora", List.of("ops"), Role.APPROVER);
    approver.give("dora", List.of("risk"), Role.VIEWER);
    approver.root().send("DELETE", "/v1/people/" + approver.personId("dora"), null);

    StringBuilder log = new StringBuilder();
    for (JsonNode line : approver.alice().get("/v1/audit/entries").body().get("entries")) {
      log.append(decoded(line.get("entry")));
      line.get("objects").forEach(object -> log.append(decoded(object)));
    }
    assertThat(log)
        .contains("\"person.added\"", "\"person.changed\"", "\"person.removed\"")
        .contains("\"actor\":\"admin:root\"")
        .contains("dora, approver, in ops", "dora, viewer, in risk")
        .doesNotContain(dora.token);
  }

  @Test
  void aNewTokenEndsTheOneBefore() throws Exception {
    TestReviewer dora = approver.person("dora", List.of(), Role.VIEWER);
    Answer renewed =
        approver
            .root()
            .send(
                "PUT",
                "/v1/people/" + approver.personId("dora"),
                new PersonBody("dora", List.of(), List.of(Role.VIEWER), true));

    assertThat(dora.get("/v1/me").status()).isEqualTo(401);
    TestReviewer again =
        new TestReviewer(approver.client(), renewed.body().get("token").asString());
    assertThat(again.get("/v1/me").body().toString())
        .isEqualTo("{\"name\":\"dora\",\"groups\":[],\"roles\":[\"viewer\"]}");
  }

  @Test
  void nobodyGetsANameThatIsTaken() throws Exception {
    approver.person("dora", List.of(), Role.VIEWER);
    for (String taken : List.of("DORA", "alice", "Root")) {
      assertThat(
              approver
                  .root()
                  .send(
                      "POST",
                      "/v1/people",
                      new PersonBody(taken, List.of(), List.of(Role.APPROVER), true))
                  .status())
          .as(taken)
          .isEqualTo(409);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"a b\",\"groups\":[],\"roles\":[],\"token\":false}",
        "{\"name\":\"\",\"groups\":[],\"roles\":[],\"token\":false}",
        "{\"name\":\"dora\",\"groups\":[\"a b\"],\"roles\":[],\"token\":false}",
        "{\"name\":\"dora\",\"groups\":[],\"roles\":[\"root\"],\"token\":false}",
        "{\"name\":\"dora\",\"groups\":[],\"roles\":[null],\"token\":false}",
        "{\"name\":\"dora\",\"groups\":null,\"roles\":[],\"token\":false}"
      })
  void whatIsNoPersonIsRefused(String body) throws Exception {
    Answer answer =
        approver
            .client()
            .send("POST", "/v1/people", approver.adminToken, body.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(people()).extracting(PersonSummary::name).doesNotContain("dora", "", "a b");
  }

  @Test
  void storedPeopleOutliveARestartAndShareNoNameWithTheStart() throws Exception {
    TestReviewer dora = approver.person("dora", List.of(), Role.VIEWER);
    approver.stop();
    approver.start();
    assertThat(new TestReviewer(approver.client(), dora.token).get("/v1/me").status())
        .isEqualTo(200);

    approver.stop();
    approver.alsoReviewer("DORA", Ids.token("cgr"));
    assertThatThrownBy(approver::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("named twice: DORA");
  }

  private RequestState state(CallRequest request) throws Exception {
    return approver.alice().show(request).as(RequestDetail.class).summary().state();
  }

  private List<PersonSummary> people() throws Exception {
    return approver.root().get("/v1/people").as(PersonList.class).people();
  }

  private static String decoded(JsonNode base64) {
    return new String(Base64.getDecoder().decode(base64.asString()), StandardCharsets.UTF_8);
  }
}
