package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.agent.fixture.ScriptedAsker;
import dev.callgate.agent.fixture.ScriptedAsker.Asked;
import dev.callgate.agent.trust.Trust;
import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallContext;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.GatedMethod;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class DecisionVerifierTest {
  private static final SigningKey APPROVER = SigningKey.generate();
  private static final String DIGEST = "sha256:" + "0".repeat(64);

  private final DecisionVerifier verifier =
      new DecisionVerifier(Trust.pinned(APPROVER.publicKey()));
  private final Asked asked = asked(List.of(Verdict.APPROVE, Verdict.EDIT, Verdict.REJECT));

  @Test
  void theRightDecisionPasses() throws Exception {
    CallDecision decision = verify(ScriptedAsker.decision(asked, Verdict.APPROVE));

    assertThat(decision.verdict()).isEqualTo(Verdict.APPROVE);
  }

  @Test
  void theRightEditPasses() throws Exception {
    assertThat(verify(ScriptedAsker.edited(asked, Map.of("amount", "5"))).edits()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "v, 2, version",
    "requestId, another, request id",
    "requestDigest, sha256:00, request digest",
    "nonce, another, nonce",
    "jvm, another, JVM",
    "method, acme.Bank#close()V, method",
    "ruleSetDigest, another, rule set",
    "argsDigest, another, argument digest",
  })
  void eachFieldThatBindsItToTheRequestHasToFit(String field, String value, String named) {
    ObjectNode changed = ScriptedAsker.decision(asked, Verdict.APPROVE);
    if (field.equals("v")) {
      changed.put(field, Integer.parseInt(value));
    } else {
      changed.put(field, value);
    }

    assertThatThrownBy(() -> verify(changed))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("the decision is for another " + named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requestId",
        "requestDigest",
        "nonce",
        "jvm",
        "method",
        "ruleSetDigest",
        "argsDigest",
        "verdict",
        "edits",
        "reviews"
      })
  void noFieldMayBeNullOrMissing(String field) {
    ObjectNode empty = ScriptedAsker.decision(asked, Verdict.APPROVE);
    empty.putNull(field);
    ObjectNode missing = ScriptedAsker.decision(asked, Verdict.APPROVE);
    missing.remove(field);

    assertThatThrownBy(() -> verify(empty)).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> verify(missing)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void aFieldMoreIsRefused() {
    ObjectNode more = ScriptedAsker.decision(asked, Verdict.APPROVE).put("blanket", "forever");

    assertThatThrownBy(() -> verify(more))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("blanket");
  }

  @Test
  void aVerdictThatTheRulesDoNotAllowIsRefused() {
    ObjectNode answer =
        ScriptedAsker.decision(asked, Verdict.RESPOND).set("response", ScriptedAsker.tree("1"));

    assertThatThrownBy(() -> verify(answer))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("do not allow the verdict RESPOND");
  }

  @Test
  void silenceNeedsNoPermission() throws Exception {
    assertThat(verify(ScriptedAsker.decision(asked, Verdict.EXPIRE)).verdict())
        .isEqualTo(Verdict.EXPIRE);
  }

  @Test
  void editsComeWithAnEditAndWithNothingElse() {
    ObjectNode approved =
        ScriptedAsker.edited(asked, Map.of("amount", "5")).put("verdict", "approve");

    assertThatThrownBy(() -> verify(approved)).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> verify(ScriptedAsker.decision(asked, Verdict.EDIT)))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void onlyThePinnedKeyCounts() {
    byte[] payload = Json.write(ScriptedAsker.decision(asked, Verdict.APPROVE));
    Envelope forged = Envelope.sign(PayloadType.DECISION, payload, SigningKey.generate());

    assertThatThrownBy(() -> verify(forged))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("verifies");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DECISION")
  void noOtherKindOfEnvelopePassesForADecision(PayloadType type) {
    byte[] payload = Json.write(ScriptedAsker.decision(asked, Verdict.APPROVE));

    assertThatThrownBy(() -> verify(Envelope.sign(type, payload, APPROVER)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("expected application/vnd.callgate.decision.v1+json");
  }

  @Test
  void aYesToOneCallIsNoYesToAnEqualOneLater() throws Exception {
    Asked later = asked("request-2", "nonce-2", "jvm-1", DIGEST);
    Envelope yes = signed(ScriptedAsker.decision(asked, Verdict.APPROVE));

    assertThat(verify(yes, asked).verdict()).isEqualTo(Verdict.APPROVE);
    assertThatThrownBy(() -> verify(yes, later))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("the decision is for another request id");
  }

  @Test
  void aYesToAnotherJvmOrToOtherArgumentsUnderTheSameIdIsNone() {
    Asked otherJvm = asked("request-1", "nonce-1", "jvm-2", DIGEST);
    Asked otherArguments = asked("request-1", "nonce-1", "jvm-1", "sha256:" + "1".repeat(64));

    for (Asked other : List.of(otherJvm, otherArguments)) {
      Envelope yes = signed(ScriptedAsker.decision(other, Verdict.APPROVE));
      // Whatever else is the same: the request that was signed is another one.
      assertThatThrownBy(() -> verify(yes, asked))
          .isInstanceOf(ProtocolException.class)
          .hasMessage("the decision is for another request digest");
    }
  }

  @Test
  void aNoThatIsRewrittenToAYesIsNone() throws Exception {
    ObjectNode envelope =
        (ObjectNode)
            Json.readTree(
                new String(
                    signed(ScriptedAsker.decision(asked, Verdict.REJECT)).toJson(),
                    StandardCharsets.UTF_8));
    byte[] yes = Json.write(ScriptedAsker.decision(asked, Verdict.APPROVE));
    assertThat(verify(Envelope.parse(Json.write(envelope)), asked).verdict())
        .isEqualTo(Verdict.REJECT);

    envelope.put("payload", Base64.getEncoder().encodeToString(yes));

    assertThatThrownBy(() -> verify(Envelope.parse(Json.write(envelope)), asked))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("verifies");
  }

  private static Envelope signed(ObjectNode decision) {
    return Envelope.sign(PayloadType.DECISION, Json.write(decision), APPROVER);
  }

  private CallDecision verify(Envelope envelope, Asked question) throws ProtocolException {
    return verifier.verify(
        new Answer.Decided(envelope, false),
        question.request(),
        question.envelope().payloadDigest());
  }

  private CallDecision verify(ObjectNode decision) throws ProtocolException {
    return verify(Envelope.sign(PayloadType.DECISION, Json.write(decision), APPROVER));
  }

  private CallDecision verify(Envelope envelope) throws ProtocolException {
    return verifier.verify(
        new Answer.Decided(envelope, false), asked.request(), asked.envelope().payloadDigest());
  }

  private static Asked asked(String id, String nonce, String jvm, String argsDigest) {
    return asked(List.of(Verdict.APPROVE, Verdict.REJECT), id, nonce, jvm, argsDigest);
  }

  private static Asked asked(List<Verdict> decisions) {
    return asked(decisions, "request-1", "nonce-1", "jvm-1", DIGEST);
  }

  private static Asked asked(
      List<Verdict> decisions, String id, String nonce, String jvm, String argsDigest) {
    CallRequest request =
        new CallRequest(
            CallRequest.VERSION,
            id,
            nonce,
            jvm,
            "shop",
            null,
            new GatedMethod("acme.Bank", "refund", "(I)V", "void"),
            List.of(new AppliedRule("p/r", "p.yaml:1", "high", null, null, List.of())),
            DIGEST,
            List.of(new Argument("amount", "int", "1", false, true)),
            argsDigest,
            "acme.Bank",
            decisions,
            List.of(new Demand("p/r", List.of(), 1, false)),
            null,
            List.of(),
            1000,
            1,
            new CallContext("host", 1, "user", "main", false, List.of()));
    return new Asked(
        request, Envelope.sign(PayloadType.REQUEST, Json.write(request), SigningKey.generate()), 0);
  }
}
