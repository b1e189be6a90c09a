package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** What a person may say about a request. */
class ReviewTest {
  private TestApprover approver;
  private TestJvm jvm;
  private TestReviewer alice;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    jvm = approver.jvm();
    alice = approver.alice();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void aReviewOfAnotherRequestIsRefused() throws Exception {
    CallRequest request = jvm.submit();
    ReviewBody blind =
        new ReviewBody(Digests.of("another"), Verdict.APPROVE, null, List.of(), null);

    Answer answer = alice.say(request, blind);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().at("/error/message").asString())
        .isEqualTo("the request you looked at is not this one");
    assertPending(request);
  }

  @Test
  void aVerdictThatTheRequestDoesNotAllowIsRefused() throws Exception {
    CallRequest request =
        jvm.request(Duration.ofHours(1), List.of(Verdict.APPROVE, Verdict.REJECT));
    jvm.put(request.requestId(), jvm.sign(request));

    assertThat(alice.respond(request, StringNode.valueOf("x")).status()).isEqualTo(422);
    assertThat(alice.edit(request, new Edit("amount", IntNode.valueOf(1))).status()).isEqualTo(422);

    assertPending(request);
    assertThat(alice.say(request, Verdict.APPROVE).status()).isEqualTo(200);
  }

  @Test
  void aPersonCannotSayThatTimeIsOver() throws Exception {
    CallRequest request = jvm.submit();

    assertThat(alice.say(request, Verdict.EXPIRE).status()).isEqualTo(422);

    assertPending(request);
  }

  @Test
  void onlyEditableArgumentsCanBeEdited() throws Exception {
    CallRequest request = jvm.submit();
    Edit editable = new Edit("amount", IntNode.valueOf(1));

    assertThat(alice.edit(request).status()).isEqualTo(422);
    assertThat(alice.edit(request, new Edit("account", StringNode.valueOf("y"))).status())
        .isEqualTo(422);
    assertThat(alice.edit(request, new Edit("nothing", StringNode.valueOf("y"))).status())
        .isEqualTo(422);
    assertThat(alice.edit(request, editable, editable).status()).isEqualTo(422);

    assertPending(request);
    assertThat(alice.edit(request, editable).status()).isEqualTo(200);
  }

  @Test
  void onlyEditsCarryEditsAndOnlyResponsesAResponse() throws Exception {
    CallRequest request = jvm.submit();
    String digest = TestReviewer.digest(request);
    List<Edit> edits = List.of(new Edit("amount", IntNode.valueOf(1)));

    assertThat(
            alice.say(request, new ReviewBody(digest, Verdict.APPROVE, null, edits, null)).status())
        .isEqualTo(422);
    assertThat(
            alice
                .say(
                    request,
                    new ReviewBody(
                        digest, Verdict.APPROVE, null, List.of(), StringNode.valueOf("x")))
                .status())
        .isEqualTo(422);

    assertPending(request);
  }

  @Test
  void aReviewOfNothingIsNotFound() throws Exception {
    CallRequest never = jvm.request(Duration.ofHours(1), TestJvm.ALL);

    assertThat(alice.say(never, Verdict.APPROVE).status()).isEqualTo(404);
    assertThat(alice.show(never).status()).isEqualTo(404);
    assertThat(alice.get("/v1/requests/" + Ids.random().substring(1)).status()).isEqualTo(404);
  }

  @Test
  void aReviewWithAnUnknownFieldIsRefused() throws Exception {
    CallRequest request = jvm.submit();
    String body =
        """
        {"requestDigest": "%s", "verdict": "approve", "reason": null, "edits": [],
         "response": null, "until": "tomorrow"}"""
            .formatted(TestReviewer.digest(request));

    Answer answer =
        alice.client.send(
            "POST",
            "/v1/requests/" + request.requestId() + "/review",
            alice.token,
            body.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(400);
    assertPending(request);
  }

  @Test
  void ofManyWhoDecideAtOnceExactlyOneDoes() throws Exception {
    CallRequest request = jvm.submit();
    int many = 8;
    ExecutorService people = Executors.newFixedThreadPool(many);
    CyclicBarrier together = new CyclicBarrier(many);
    List<Future<Integer>> answers = new ArrayList<>();
    try {
      for (int i = 0; i < many; i++) {
        Verdict verdict = i % 2 == 0 ? Verdict.APPROVE : Verdict.REJECT;
        TestReviewer person =
            new TestReviewer(
                approver.client(), i % 4 < 2 ? approver.aliceToken : approver.bobToken);
        answers.add(
            people.submit(
                () -> {
                  together.await(30, TimeUnit.SECONDS);
                  return person.say(request, verdict).status();
                }));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get(60, TimeUnit.SECONDS));
      }

      assertThat(statuses).containsOnlyOnce(200).contains(409).hasSize(many);
      assertThat(statuses).allMatch(status -> status == 200 || status == 409);
      assertThat(TestJvm.decisions(jvm.poll(0, 0), approver.approver().publicKey())).hasSize(1);
    } finally {
      people.shutdownNow();
    }
  }

  private void assertPending(CallRequest request) throws Exception {
    RequestDetail detail = alice.show(request).as(RequestDetail.class);
    assertThat(detail.summary().state()).isEqualTo(RequestState.PENDING);
    assertThat(detail.history()).hasSize(1);
  }
}
