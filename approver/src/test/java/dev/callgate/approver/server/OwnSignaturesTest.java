package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.RequestSummary;
import dev.callgate.approver.server.PinnedClient.Answer;
import dev.callgate.protocol.Assurance;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ReviewCredential;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.SignedReview;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.TrustedReviewer;
import dev.callgate.protocol.TrustedReviewer.Role;
import dev.callgate.protocol.Verdict;
import dev.callgate.protocol.VerificationKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/**
 * The approver refuses early what a JVM would not believe, and hands on what it would. By token,
 * alice is in ops, bob in risk and carol in both; by the bundle alice and bob are in ops.
 */
class OwnSignaturesTest {
  private static final Demand ONE =
      new Demand("p/pay", List.of("ops"), 1, false, Assurance.REVIEWER);
  private static final Demand TWO =
      new Demand("p/pay", List.of("ops"), 2, false, Assurance.REVIEWER);

  private final SigningKey root = SigningKey.generate();
  private final SigningKey alicesKey = SigningKey.generate();
  private final SigningKey bobsKey = SigningKey.generate();
  private TestApprover approver;
  private TestJvm jvm;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    put(1, reviewer("alice", alicesKey), reviewer("bob", bobsKey));
    jvm = approver.jvm();
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void aSignedYesDecidesAndTheDecisionCarriesIt() throws Exception {
    CallRequest request = jvm.submit(ONE);

    Answer answer = sign(approver.alice(), "alice", request, alicesKey);

    assertThat(answer.status()).isEqualTo(200);
    CallDecision decision = decisions().get(0);
    CountedReview review = decision.reviews().get(0);
    assertThat(review.reviewer()).isEqualTo("alice");
    ReviewEnvelope own = Objects.requireNonNull(review.signed());
    SignedReview verified = SignedReview.verify(own, bundle(1, reviewer("alice", alicesKey)));
    verified.requireAbout(request.requestId(), TestReviewer.digest(request));
    verified.requireSays(Verdict.APPROVE, List.of(), null);
    assertThat(decision.reason()).isEqualTo("because");
  }

  @Test
  void aYesWithoutASignatureIsRefusedAndANoIsNot() throws Exception {
    CallRequest request = jvm.submit(ONE);

    Answer unsigned = approver.alice().say(request, Verdict.APPROVE);

    assertThat(unsigned.status()).isEqualTo(403);
    assertThat(unsigned.body().at("/error/code").asString()).isEqualTo("unsigned");
    assertThat(unsigned.body().at("/error/hint").asString()).contains("--sign-with KEYFILE");
    assertThat(decisions()).isEmpty();
    assertThat(summary(approver.alice().say(request, Verdict.REJECT)).state())
        .isEqualTo(RequestState.REJECTED);
  }

  @Test
  void anEditIsTakenFromWhatWasSigned() throws Exception {
    CallRequest request = jvm.submit(ONE);

    approver
        .alice()
        .sign(
            request,
            TestReviewer.statement(
                "alice", request, Verdict.EDIT, new Edit("amount", IntNode.valueOf(7))),
            alicesKey);

    assertThat(decisions().get(0).edits()).containsExactly(new Edit("amount", IntNode.valueOf(7)));
  }

  @Test
  void whatIsNotThisPersonsAboutThisRequestIsRefused() throws Exception {
    CallRequest request = jvm.submit(ONE);
    CallRequest other = jvm.submit(ONE);

    refused(sign(approver.alice(), "alice", request, SigningKey.generate()), "that nobody has");
    refused(sign(approver.alice(), "alice", request, bobsKey), "is signed with a key of bob");
    refused(
        sign(approver.carol(), "alice", request, alicesKey),
        "signed by alice, and sent with the token of carol");
    refused(
        approver
            .alice()
            .sign(request, TestReviewer.statement("alice", other, Verdict.APPROVE), alicesKey),
        "a review of another request");
    assertThat(decisions()).isEmpty();
    assertThat(sign(approver.alice(), "alice", request, alicesKey).status()).isEqualTo(200);
  }

  /** The bundle says who is in which group, whatever this approver was told. */
  @Test
  void theBundlesGroupsCount() throws Exception {
    SigningKey carolsKey = SigningKey.generate();
    put(
        2,
        reviewer("bob", bobsKey),
        new TrustedReviewer(
            "carol",
            List.of("risk"),
            List.of(Role.APPROVER),
            List.of(ReviewCredential.ofKeyFile(carolsKey.publicKey()))));
    CallRequest request = jvm.submit(ONE);

    Answer carol = sign(approver.carol(), "carol", request, carolsKey);
    assertThat(carol.body().at("/error/code").asString()).isEqualTo("not_entitled");
    assertThat(summary(sign(approver.bob(), "bob", request, bobsKey)).state())
        .isEqualTo(RequestState.APPROVED);
  }

  @Test
  void whoeverWasTakenOutMeanwhileCountsNoMore() throws Exception {
    CallRequest request = jvm.submit(TWO);
    assertThat(summary(sign(approver.alice(), "alice", request, alicesKey)).progress().get(0).by())
        .containsExactly("alice");

    put(2, reviewer("bob", bobsKey));

    RequestSummary after = summary(sign(approver.bob(), "bob", request, bobsKey));
    assertThat(after.state()).isEqualTo(RequestState.PENDING);
    assertThat(after.progress().get(0).by()).containsExactly("bob");
    refused(sign(approver.alice(), "alice", request, alicesKey), "trust bundle of version 2");
    put(3, reviewer("alice", alicesKey), reviewer("bob", bobsKey));
    assertThat(summary(sign(approver.alice(), "alice", request, alicesKey)).state())
        .isEqualTo(RequestState.APPROVED);
  }

  @Test
  void afterItsTimeABundleProvesNothing() throws Exception {
    CallRequest request = jvm.submit(ONE);
    approver.clock.advance(Duration.ofMinutes(30));
    CallRequest later = jvm.submit(ONE);
    assertThat(sign(approver.alice(), "alice", later, alicesKey).status()).isEqualTo(200);

    approver.clock.advance(Duration.ofMinutes(29));
    put(2, 1, reviewer("alice", alicesKey));

    refused(sign(approver.alice(), "alice", request, alicesKey), "no trust bundle in its time");
  }

  @Test
  void jvmsAndReviewersGetTheBundleAndHearOfTheNextOne() throws Exception {
    assertThat(jvm.client.send("GET", "/v1/agent/trust", jvm.session, null).body().get("bundle"))
        .isEqualTo(onDisk());
    assertThat(approver.alice().get("/v1/trust").body().get("bundle")).isEqualTo(onDisk());
    assertThat(version()).isEqualTo(1);

    put(2, reviewer("bob", bobsKey));
    assertThat(version()).isEqualTo(2);

    // Half written, or signed by nobody: the one before stays.
    Files.writeString(approver.trust(), "{\"payload");
    assertThat(version()).isEqualTo(2);
    Files.write(
        approver.trust(),
        Envelope.sign(
                PayloadType.TRUST,
                Json.write(bundle(3, reviewer("alice", alicesKey))),
                SigningKey.generate())
            .toJson());
    assertThat(version()).isEqualTo(2);
    put(3, reviewer("alice", alicesKey));
    assertThat(version()).isEqualTo(3);
  }

  @Test
  void aReviewerWhoSignsSeesWhatTheJvmSigned() throws Exception {
    CallRequest request = jvm.submit(ONE);

    Answer answer = approver.alice().get("/v1/requests/" + request.requestId() + "/envelope");

    VerificationKey key = VerificationKey.parse(answer.body().get("jvmKey").asString());
    assertThat(key).isEqualTo(jvm.key.publicKey());
    Envelope envelope = Envelope.parse(Json.write(answer.body().get("envelope")));
    assertThat(Json.read(envelope.verify(PayloadType.REQUEST, key), CallRequest.class))
        .isEqualTo(request);
    assertThat(envelope.payloadDigest()).isEqualTo(TestReviewer.digest(request));
  }

  private static Answer sign(
      TestReviewer reviewer, String name, CallRequest request, SigningKey key) throws Exception {
    return reviewer.sign(request, TestReviewer.statement(name, request, Verdict.APPROVE), key);
  }

  private static void refused(Answer answer, String why) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body().at("/error/code").asString()).isEqualTo("unverified");
    assertThat(answer.body().at("/error/message").asString()).contains(why);
  }

  private static RequestSummary summary(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.as(dev.callgate.approver.api.RequestDetail.class).summary();
  }

  private long version() throws Exception {
    return jvm.client
        .send("GET", "/v1/agent/events?after=0&wait=0", jvm.session, null)
        .body()
        .get("trustVersion")
        .asLong();
  }

  private JsonNode onDisk() throws Exception {
    return Json.readTree(Files.readString(approver.trust()));
  }

  private List<CallDecision> decisions() throws Exception {
    List<CallDecision> decisions = new ArrayList<>();
    for (JsonNode each :
        jvm.client
            .send("GET", "/v1/agent/events?after=0&wait=0", jvm.session, null)
            .body()
            .get("decisions")) {
      decisions.add(
          Json.read(
              Envelope.parse(Json.write(each))
                  .verify(PayloadType.DECISION, approver.decisionKey.publicKey()),
              CallDecision.class));
    }
    return decisions;
  }

  private void put(long version, TrustedReviewer... reviewers) throws Exception {
    put(version, Duration.ofDays(1).toMillis(), reviewers);
  }

  private void put(long version, long lasting, TrustedReviewer... reviewers) throws Exception {
    TrustBundle bundle = bundle(version, lasting, reviewers);
    Path fresh = approver.folder().resolve("fresh-" + version + ".json");
    Files.write(fresh, Envelope.sign(PayloadType.TRUST, Json.write(bundle), root).toJson());
    Files.move(fresh, approver.trust(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private TrustBundle bundle(long version, TrustedReviewer... reviewers) {
    return bundle(version, Duration.ofDays(1).toMillis(), reviewers);
  }

  private TrustBundle bundle(long version, long lasting, TrustedReviewer... reviewers) {
    long now = approver.clock.millis();
    return new TrustBundle(
        TrustBundle.VERSION,
        version,
        now - 1,
        now + lasting - (lasting == 1 ? 1 : 0),
        List.of(root.publicKey().toString()),
        1,
        List.of(),
        List.of(),
        List.of(reviewers));
  }

  private static TrustedReviewer reviewer(String name, SigningKey key) {
    return new TrustedReviewer(
        name,
        List.of("ops"),
        List.of(Role.APPROVER),
        List.of(ReviewCredential.ofKeyFile(key.publicKey())));
  }
}
