package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.callgate.CallContext;
import dev.callgate.CallRefusedException;
import dev.callgate.Outcome;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.agent.fixture.ScriptedAsker;
import dev.callgate.agent.fixture.ScriptedAsker.Asked;
import dev.callgate.agent.fixture.Team;
import dev.callgate.agent.trust.Trust;
import dev.callgate.policy.PolicySet;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.GrantUse;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Repeats.Bound;
import dev.callgate.protocol.Repeats.GrantOffer;
import dev.callgate.protocol.ReviewStatement;
import dev.callgate.protocol.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the JVM itself looks at before it believes a yes that was given in advance. Every decision
 * here is signed with the very key that it has pinned: the attacker holds the approver's machine.
 */
class GrantedCallsTest {
  private static final BigDecimal TEN = new BigDecimal("10.00");
  private static final long MINUTE = 60_000;

  private final Team team = new Team().with("alice", "ops").with("bob", "ops");
  private final List<Asked> origin = new ArrayList<>();
  private @Nullable GrantTerms terms;

  @Test
  void aRequestOffersWhatEveryRuleLetsAPersonGrant() {
    Gated gated =
        gated("server", "grant: {max_uses: 5, max_duration: 10m, bind: [account]}", "medium");
    gated.approver.approve();

    desk(gated).refund("a-1", TEN);

    GrantOffer offer = asked(gated, 0).repeats().grant();
    assertThat(Objects.requireNonNull(offer).mostUses()).isEqualTo(5);
    assertThat(offer.longestMillis()).isEqualTo(10 * MINUTE);
    assertThat(offer.bound()).containsExactly(new Bound("account", "\"a-1\""));
    assertThat(offer.caller())
        .endsWith("GrantedCallsTest.aRequestOffersWhatEveryRuleLetsAPersonGrant");
  }

  @Test
  void withoutAWordEveryArgumentIsBound() {
    Gated gated = gated("server", "grant: {max_uses: 5, max_duration: 10m}", "medium");
    gated.approver.approve();

    desk(gated).refund("a-1", TEN);

    assertThat(Objects.requireNonNull(asked(gated, 0).repeats().grant()).bound())
        .containsExactly(new Bound("account", "\"a-1\""), new Bound("amount", "10.00"));
  }

  @Test
  void whatMayNotBeGrantedIsNotOffered() {
    Gated without = gated("server", "cool_down: 1m", "medium");
    without.approver.approve();
    desk(without).refund("a-1", TEN);
    assertThat(asked(without, 0).repeats().grant()).isNull();
    assertThat(asked(without, 0).repeats().coolDownMillis()).isEqualTo(MINUTE);

    // Another rule that applies, too, and does not let anybody grant, or is of critical risk.
    String grant = "grant: {max_uses: 5, max_duration: 10m}";
    for (String other : List.of("decide: gate", "decide: audit\n  risk: critical")) {
      Gated both =
          Gated.classes(
              PolicyText.rules(
                  rule("server", grant, "medium"),
                  "id: other\nmatch: {class: dev.callgate.agent.gate.Bank, method: refund}\n"
                      + other.replace("\n  ", "\n")
                      + "\n"),
              Bank.class);
      both.approver.approve();
      desk(both).refund("a-1", TEN);
      assertThat(asked(both, 0).repeats().grant()).as(other).isNull();
    }
  }

  @Test
  void whatNobodySeesInFullIsNotBound() {
    Gated gated = gated("server", "grant: {max_uses: 5, max_duration: 10m}", "medium");
    gated.approver.approve().approve();

    desk(gated).refund("x".repeat(2001), TEN);
    desk(gated).refund("x".repeat(1900), TEN);

    assertThat(asked(gated, 0).repeats().grant()).isNull();
    assertThat(asked(gated, 1).repeats().grant()).isNotNull();
  }

  @Test
  void sameCallsOfAJvmAreAlikeAndOthersAreNot() {
    Gated gated = gated("server", "cool_down: 1m", "medium");
    Desk desk = desk(gated);
    for (int i = 0; i < 5; i++) {
      gated.approver.approve();
    }
    for (int i = 0; i < 2; i++) {
      desk.refund("a-1", TEN);
    }
    for (int i = 0; i < 2; i++) {
      desk.refund("a-1", i == 0 ? new BigDecimal("10.0") : BigDecimal.ONE);
    }
    try (CallContext asking = CallContext.with("requester", "dora")) {
      desk.refund("a-1", TEN);
    }

    assertThat(asked(gated, 0).repeats().likeness())
        .isEqualTo(asked(gated, 1).repeats().likeness())
        .isNotEqualTo(asked(gated, 2).repeats().likeness())
        .isNotEqualTo(asked(gated, 3).repeats().likeness())
        .isNotEqualTo(asked(gated, 4).repeats().likeness());
    Gated other = gated("server", "cool_down: 1m", "medium");
    other.approver.approve();
    desk(other).refund("a-1", TEN);
    assertThat(asked(other, 0).repeats().likeness())
        .isNotEqualTo(asked(gated, 0).repeats().likeness());
  }

  @Test
  void aNoThatIsRepeatedSaysSo() {
    Gated gated = gated("server", "cool_down: 1m", "medium");
    gated.approver.then(
        asked ->
            gated.approver.decided(
                ScriptedAsker.decision(asked, Verdict.REJECT)
                    .put("reason", "not today")
                    .put("repeats", "r-1")));

    CallRefusedException refused = refused(desk(gated), "a-1", TEN);

    assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(refused.getMessage())
        .contains("NOT EXECUTED")
        .contains("alice rejected the very same call shortly before, saying: not today");
  }

  @Test
  void aGrantLetsThroughWhatItIsAboutAndItsUsesOnce() {
    Gated gated = granting("server");
    Desk desk = desk(gated);
    gated.approver.then(asked -> granted(gated, asked, 1)).then(asked -> granted(gated, asked, 2));
    gated.approver.then(asked -> granted(gated, asked, 2)).then(asked -> granted(gated, asked, 4));

    for (int i = 0; i < 3; i++) {
      assertThat(call(desk, "a-1")).isEqualTo("paid 10.00");
    }
    assertThat(message(desk, "a-1")).contains("the grant's use 2 was used before");
    assertThat(message(desk, "a-1")).contains("the grant has been used up");
    assertThat(desk.effects()).hasSize(3);
  }

  @Test
  void anotherCallIsNotLetThroughWhateverTheApproverSays() {
    Gated gated = granting("server");
    Desk desk = desk(gated);
    call(desk, "a-1");
    for (int i = 1; i <= 3; i++) {
      gated.approver.then(asked -> granted(gated, asked, 1));
    }

    assertThat(message(desk, "a-2")).contains("the grant is about other calls");
    // From another place.
    assertThat(refused(desk, "a-1", TEN).getMessage()).contains("the grant is about other calls");
    assertThat(call(desk, "a-1")).isEqualTo("paid 10.00");
    assertThat(desk.effects()).hasSize(2);
  }

  @Test
  void nobodyCountsForTheirOwnCallsInAdvanceEither() {
    Gated gated = granting("server");
    Desk desk = desk(gated);
    call(desk, "a-1");
    gated.approver.then(
        asked -> {
          terms = new GrantTerms(GrantTerms.scope(asked.request()), 3, soon());
          return granted(gated, asked, 1);
        });

    try (CallContext asking = CallContext.with("requester", "alice")) {
      assertThat(message(desk, "a-1")).contains("too few people have agreed");
    }
  }

  @Test
  void whatIsBeyondTheRulesOrOverIsNoGrant() {
    Gated gated = granting("server");
    Desk desk = desk(gated);
    call(desk, "a-1");
    GrantTerms right = terms();
    changed(gated, desk, new GrantTerms(right.scope(), 6, right.untilMillis()), "more calls than");
    changed(
        gated,
        desk,
        new GrantTerms(right.scope(), 3, soon() + 10 * MINUTE),
        "for longer than the rules");
    changed(
        gated, desk, new GrantTerms(right.scope(), 3, soon() - 10 * MINUTE), "the grant is over");
    terms = right;
    gated.approver.then(asked -> granted(gated, asked, 1));

    assertThat(call(desk, "a-1")).isEqualTo("paid 10.00");
  }

  private void changed(Gated gated, Desk desk, GrantTerms other, String words) {
    gated.approver.then(
        asked -> {
          terms = other;
          return granted(gated, asked, 1);
        });
    assertThat(message(desk, "a-1")).contains(words);
  }

  @Test
  void aRuleWithoutGrantsBelievesNone() {
    Gated gated = gated("server", "cool_down: 1m", "medium");
    Desk desk = desk(gated);
    gated.approver.then(
        asked -> {
          origin.add(asked);
          terms = new GrantTerms("sha256:1", 3, soon());
          return granted(gated, asked, 1);
        });

    assertThat(message(desk, "a-1")).contains("the rules let nobody grant this call");
  }

  /** Under reviewer assurance the terms are what the person has signed. */
  @Test
  void theReviewersOwnSignatureIsOverTheVeryTerms() {
    Gated gated = granting("reviewer");
    Desk desk = desk(gated);
    call(desk, "a-1");
    gated.approver.then(asked -> granted(gated, asked, 1));
    gated.approver.then(asked -> decided(gated, asked, List.of(plain()), 1));
    gated.approver.then(
        asked -> decided(gated, asked, List.of(signed(new GrantTerms(scope(), 5, soon() + 1))), 1));
    gated.approver.then(asked -> decided(gated, asked, List.of(signed(null)), 1));

    assertThat(call(desk, "a-1")).isEqualTo("paid 10.00");
    assertThat(message(desk, "a-1")).contains("does not carry a signature of their own");
    assertThat(message(desk, "a-1")).contains("alice signed no such grant");
    assertThat(message(desk, "a-1")).contains("alice signed no such grant");
    assertThat(desk.effects()).hasSize(2);
  }

  private String scope() {
    return GrantTerms.scope(origin.get(0).request());
  }

  /** Has approved one call with a grant for three more. */
  private Gated granting(String assurance) {
    Gated gated =
        gated(assurance, "grant: {max_uses: 5, max_duration: 10m, bind: [account]}", "medium");
    gated.approver.then(
        asked -> {
          origin.add(asked);
          terms = new GrantTerms(GrantTerms.scope(asked.request()), 3, soon());
          ObjectNode decision = ScriptedAsker.decision(asked, Verdict.APPROVE);
          decision.set("reviews", Json.mapper().valueToTree(List.of(signed(terms))));
          return gated.approver.decided(decision);
        });
    return gated;
  }

  private Answer granted(Gated gated, Asked asked, int use) {
    return decided(gated, asked, List.of(signed(terms)), use);
  }

  private Answer decided(Gated gated, Asked asked, List<CountedReview> reviews, int use) {
    Asked first = origin.get(0);
    ObjectNode decision = ScriptedAsker.decision(asked, Verdict.APPROVE);
    decision.put("decidedAtMillis", System.currentTimeMillis());
    decision.set("reviews", Json.mapper().valueToTree(reviews));
    decision.set(
        "grant",
        Json.mapper()
            .valueToTree(
                new GrantUse(
                    first.request().requestId(), first.envelope().payloadDigest(), terms(), use)));
    return gated.approver.decided(decision);
  }

  private CountedReview signed(@Nullable GrantTerms grant) {
    ReviewStatement plain = Team.says("alice", origin.get(0), Verdict.APPROVE);
    return team.review(
        new ReviewStatement(
            plain.v(),
            plain.requestId(),
            plain.requestDigest(),
            plain.reviewer(),
            plain.verdict(),
            plain.edits(),
            plain.response(),
            plain.reason(),
            plain.atMillis(),
            grant),
        "ops");
  }

  private GrantTerms terms() {
    return Objects.requireNonNull(terms);
  }

  private static CountedReview plain() {
    return new CountedReview("alice", List.of("ops"), Verdict.APPROVE, 1);
  }

  private static long soon() {
    return System.currentTimeMillis() + 5 * MINUTE;
  }

  private Gated gated(String assurance, String more, String risk) {
    return Gated.trusting(
        key -> {
          Trust trust = team.trust(key, () -> 1500);
          Team.accept(trust, team.signed(1));
          return trust;
        },
        policy(assurance, more, risk),
        Bank.class);
  }

  private static PolicySet policy(String assurance, String more, String risk) {
    return PolicyText.rules(rule(assurance, more, risk));
  }

  private static String rule(String assurance, String more, String risk) {
    return """
    id: pay
    match: {class: dev.callgate.agent.gate.Bank, method: "refund(String account, java.math.BigDecimal amount)"}
    decide: gate
    gate: {approvers: [ops], assurance: %s, %s}
    risk: %s
    """
        .formatted(assurance, more, risk);
  }

  private static CallRequest asked(Gated gated, int index) {
    return gated.approver.asked.get(index).request();
  }

  private static Desk desk(Gated gated) {
    return gated.create(Bank.class, Desk.class);
  }

  /** The one place that calls, so that all of these calls have the same caller. */
  private static String call(Desk desk, String account) {
    return desk.refund(account, TEN);
  }

  private static String message(Desk desk, String account) {
    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> call(desk, account));
    assertThat(refused.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    return String.valueOf(refused.getMessage());
  }

  private static CallRefusedException refused(Desk desk, String account, BigDecimal amount) {
    return catchThrowableOfType(CallRefusedException.class, () -> desk.refund(account, amount));
  }
}
