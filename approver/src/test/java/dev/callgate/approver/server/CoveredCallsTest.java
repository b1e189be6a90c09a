package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.Outcome;
import dev.callgate.approver.api.HistoryLine;
import dev.callgate.approver.api.RequestDetail;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.approver.store.TestDatabase;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an approval covers is in the request that people see, and each covered call is in its
 * record.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CoveredCallsTest {
  private final TestDatabase database;

  private static final Covered TWO_DELETES =
      new Covered(List.of("files/delete"), 2, Covered.Demand.SHOWN, List.of("path"));

  private TestApprover approver;
  private TestJvm jvm;
  private TestReviewer alice;

  CoveredCallsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder, /* time= */ null, database.in(folder));
    jvm = approver.jvm();
    alice = approver.alice();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void eachCoveredCallIsAnEntryOfTheRequestThatCoversIt() throws Exception {
    CallRequest request = jvm.submitCovering(TWO_DELETES);
    alice.say(request, Verdict.APPROVE);

    assertThat(cover(request, Ids.random()).status()).isEqualTo(200);
    assertThat(cover(request, Ids.random()).status()).isEqualTo(200);
    jvm.end(request, "outcome", Outcome.SUCCEEDED);

    RequestDetail seen = alice.show(request).as(RequestDetail.class);
    assertThat(seen.summary().request().covers()).containsExactly(TWO_DELETES);
    assertThat(seen.history().stream().map(HistoryLine::type))
        .containsExactly(
            "request.submitted",
            "request.approved",
            "call.covered",
            "call.covered",
            "outcome.reported");
    assertThat(seen.history().get(2).detail())
        .isEqualTo("java.nio.file.Files#delete of files/delete is covered");
    assertThat(seen.history().get(2).actor()).isEqualTo("jvm:" + jvm.id);
  }

  @Test
  void theSameBytesAgainAreNoSecondCall() throws Exception {
    CallRequest request = jvm.submitCovering(TWO_DELETES);
    alice.say(request, Verdict.APPROVE);
    byte[] body = jvm.covered(request, Ids.random());

    assertThat(jvm.postCovered(request, body).status()).isEqualTo(200);
    assertThat(jvm.postCovered(request, body).status()).isEqualTo(200);

    assertThat(entries(request)).isEqualTo(1);
  }

  @Test
  void otherBytesUnderTheSameIdAreRefused() throws Exception {
    CallRequest request = jvm.submitCovering(TWO_DELETES);
    CallRequest other = jvm.submitCovering(TWO_DELETES);
    alice.say(request, Verdict.APPROVE);
    alice.say(other, Verdict.APPROVE);
    String callId = Ids.random();
    cover(request, callId);

    assertThat(cover(other, callId).status()).isEqualTo(409);

    assertThat(entries(other)).isZero();
  }

  @Test
  void moreCallsThanTheReviewerWasToldOfAreRefused() throws Exception {
    CallRequest request = jvm.submitCovering(TWO_DELETES);
    alice.say(request, Verdict.APPROVE);
    cover(request, Ids.random());
    cover(request, Ids.random());

    Answer third = cover(request, Ids.random());

    assertThat(third.status()).isEqualTo(422);
    assertThat(third.body().at("/error/message").asString()).contains("covers at most 2 calls");
    assertThat(entries(request)).isEqualTo(2);
  }

  @Test
  void whatNobodyApprovedCoversNothing() throws Exception {
    CallRequest pending = jvm.submitCovering(TWO_DELETES);
    CallRequest rejected = jvm.submitCovering(TWO_DELETES);
    alice.say(rejected, Verdict.REJECT);
    CallRequest plain = jvm.submit();
    alice.say(plain, Verdict.APPROVE);

    assertThat(cover(pending, Ids.random()).status()).isEqualTo(422);
    assertThat(cover(rejected, Ids.random()).status()).isEqualTo(422);
    assertThat(cover(plain, Ids.random()).status()).isEqualTo(422);

    assertThat(entries(pending) + entries(rejected) + entries(plain)).isZero();
  }

  @Test
  void aCoverThatIsNotOneIsRefused() throws Exception {
    CallRequest request =
        jvm.covering(new Covered(List.of("files/delete"), 101, Covered.Demand.SHOWN, List.of()));

    assertThat(jvm.put(request.requestId(), jvm.sign(request)).status()).isEqualTo(400);
  }

  private Answer cover(CallRequest request, String callId) throws Exception {
    return jvm.postCovered(request, jvm.covered(request, callId));
  }

  private long entries(CallRequest request) throws Exception {
    return alice.show(request).as(RequestDetail.class).history().stream()
        .filter(line -> line.type().equals("call.covered"))
        .count();
  }
}
