package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import dev.callgate.protocol.Assurance;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.ReviewCredential;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.TrustedReviewer;
import dev.callgate.protocol.TrustedReviewer.Role;
import dev.callgate.protocol.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Under {@code assurance: reviewer} the approver's key opens nothing. Every decision here is signed
 * with the very key that the JVM has pinned: the attacker holds the approver's machine.
 */
class OwnSignaturesTest {
  private static final BigDecimal TEN = new BigDecimal("10.00");
  private static final String RULE =
      """
      id: pay
      match: {class: dev.callgate.agent.gate.Bank, method: "refund(String account, java.math.BigDecimal amount)"}
      decide: gate
      gate: {decisions: [approve, edit, respond, reject], editable: [amount], approvers: [ops], quorum: QUORUM, assurance: ASSURANCE}
      """;

  private final Team team =
      new Team().with("alice", "ops").with("bob", "ops").with("carol", "risk");
  private long now = 1500;
  private @Nullable Trust trust;

  @Test
  void whoeverHoldsTheApproversKeyOpensNothing() {
    Gated gated = gated("reviewer", 1);
    gated.approver.then(asked -> forged(gated, asked, Verdict.APPROVE));
    Desk desk = desk(gated);

    CallRefusedException refused = refused(desk);

    assertThat(refused.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(refused.getMessage())
        .contains("NOT EXECUTED")
        .contains(
            "the answer could not be trusted (the review of alice does not carry a signature of their own)");
    assertThat(desk.effects()).isEmpty();
  }

  /** The forgery is a good one: where the approver is believed, the same bytes open the gate. */
  @Test
  void andWhereTheApproverIsBelievedTheSameForgeryOpensIt() {
    Gated gated = gated("server", 1);
    gated.approver.then(asked -> forged(gated, asked, Verdict.APPROVE));

    assertThat(desk(gated).refund("a-1", TEN)).isEqualTo("paid 10.00");
  }

  @Test
  void theReviewersOwnSignatureOpensIt() {
    Gated gated = gated("reviewer", 1);
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "alice"));

    assertThat(desk(gated).refund("a-1", TEN)).isEqualTo("paid 10.00");
    assertThat(gated.approver.asked.get(0).request().demands())
        .containsExactly(new Demand("p/pay", List.of("ops"), 1, false, Assurance.REVIEWER));
  }

  @ParameterizedTest
  @EnumSource(names = {"EDIT", "RESPOND"})
  void anEditAndAnAnswerAreSignedToo(Verdict verdict) {
    Gated gated = gated("reviewer", 1);
    gated.approver.then(asked -> honest(gated, asked, verdict, "alice"));
    gated.approver.then(asked -> forged(gated, asked, verdict));
    Desk desk = desk(gated);

    assertThat(desk.refund("a-1", TEN))
        .isEqualTo(verdict == Verdict.EDIT ? "paid 5" : "done already");
    int before = desk.effects().size();
    assertThat(refused(desk)).hasMessageContaining("a signature of their own");
    assertThat(desk.effects()).hasSize(before);
  }

  /** To refuse is safe. */
  @Test
  void aNoNeedsNoSignature() {
    Gated gated = gated("reviewer", 1);
    gated.approver.then(asked -> forged(gated, asked, Verdict.REJECT));

    assertThat(refused(desk(gated)).outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void aReviewOfAnotherRequestIsNotOneOfThis() {
    Gated gated = gated("reviewer", 1);
    List<CountedReview> first = new ArrayList<>();
    gated.approver.then(
        asked -> {
          first.add(team.review(Team.says("alice", asked, Verdict.APPROVE), "ops"));
          return decided(gated, asked, Verdict.APPROVE, first);
        });
    gated.approver.then(asked -> decided(gated, asked, Verdict.APPROVE, first));
    Desk desk = desk(gated);

    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");
    assertThat(refused(desk)).hasMessageContaining("alice signed a review of another request");
    assertThat(desk.effects()).hasSize(1);
  }

  /** Whatever was signed and is not exactly what would happen. */
  @ParameterizedTest
  @CsvSource({"REJECT,APPROVE", "APPROVE,EDIT", "APPROVE,RESPOND", "RESPOND,APPROVE"})
  void anotherVerdictThanTheSignedOneIsRefused(Verdict signed, Verdict decided) {
    Gated gated = gated("reviewer", 1);
    gated.approver.then(
        asked -> {
          CountedReview own =
              team.review(
                  Team.says(
                      "alice",
                      asked,
                      signed,
                      signed == Verdict.RESPOND ? ScriptedAsker.tree("\"done already\"") : null),
                  "ops");
          return decided(
              gated,
              asked,
              decided,
              List.of(new CountedReview("alice", List.of("ops"), decided, 1, own.signed())));
        });
    Desk desk = desk(gated);

    assertThat(refused(desk)).hasMessageContaining("alice signed something else than was decided");
    assertThat(desk.effects()).isEmpty();
  }

  @Test
  void anotherAmountThanTheSignedOneIsRefused() {
    Gated gated = gated("reviewer", 1);
    gated.approver.then(
        asked ->
            decided(
                gated,
                asked,
                Verdict.EDIT,
                List.of(
                    team.review(
                        Team.says(
                            "alice",
                            asked,
                            Verdict.EDIT,
                            new Edit("amount", ScriptedAsker.tree("4"))),
                        "ops"))));
    Desk desk = desk(gated);

    assertThat(refused(desk)).hasMessageContaining("alice signed something else");
    assertThat(desk.effects()).isEmpty();
  }

  /** The groups that count are the bundle's, whatever the decision says of them. */
  @Test
  void aPersonOfAnotherGroupDoesNotCount() {
    Gated gated = gated("reviewer", 1);
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "carol"));
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "alice"));
    Desk desk = desk(gated);

    assertThat(refused(desk))
        .hasMessageContaining("too few people have agreed")
        .hasMessageContaining("1 person of ops, with their own signatures");
    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");
  }

  @Test
  void oneOfTwoIsNotEnoughAndTwoAre() {
    Gated gated = gated("reviewer", 2);
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "alice"));
    // Bob is only said to have agreed.
    gated.approver.then(
        asked ->
            decided(
                gated,
                asked,
                Verdict.APPROVE,
                List.of(
                    team.review(Team.says("alice", asked, Verdict.APPROVE), "ops"),
                    new CountedReview("bob", List.of("ops"), Verdict.APPROVE, 1))));
    // Alice once more under Bob's name.
    gated.approver.then(
        asked -> {
          CountedReview alice = team.review(Team.says("alice", asked, Verdict.APPROVE), "ops");
          return decided(
              gated,
              asked,
              Verdict.APPROVE,
              List.of(
                  alice,
                  new CountedReview("bob", List.of("ops"), Verdict.APPROVE, 1, alice.signed())));
        });
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "alice", "bob"));
    Desk desk = desk(gated);

    assertThat(refused(desk)).hasMessageContaining("needs 2 people of ops");
    assertThat(refused(desk)).hasMessageContaining("the review of bob does not carry a signature");
    assertThat(refused(desk)).hasMessageContaining("the review of bob is signed by alice");
    assertThat(desk.effects()).isEmpty();
    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");
  }

  /** Two keys of one person are one person. */
  @Test
  void twoSignaturesOfOnePersonAreOne() {
    SigningKey second = SigningKey.generate();
    Gated gated = gated("reviewer", 2);
    TrustBundle both = team.bundle(2);
    TrustedReviewer alice =
        new TrustedReviewer(
            "alice",
            List.of("ops"),
            List.of(Role.APPROVER),
            List.of(
                ReviewCredential.ofKeyFile(team.key("alice").publicKey()),
                ReviewCredential.ofKeyFile(second.publicKey())));
    Team.accept(trust(), Team.signed(with(both, alice, both.reviewers().get(1)), team.root));
    for (String name : new String[] {"alice", "Alice", "alice2"}) {
      gated.approver.then(
          asked ->
              decided(
                  gated,
                  asked,
                  Verdict.APPROVE,
                  List.of(
                      team.review(Team.says("alice", asked, Verdict.APPROVE), "ops"),
                      new CountedReview(
                          name,
                          List.of("ops"),
                          Verdict.APPROVE,
                          1,
                          ReviewEnvelope.sign(
                              Team.says("alice", asked, Verdict.APPROVE), second)))));
    }
    gated.approver.then(
        asked ->
            decided(
                gated,
                asked,
                Verdict.APPROVE,
                List.of(
                    new CountedReview(
                        "alice",
                        List.of(),
                        Verdict.APPROVE,
                        1,
                        ReviewEnvelope.sign(Team.says("alice", asked, Verdict.APPROVE), second)),
                    team.review(Team.says("bob", asked, Verdict.APPROVE)))));
    Desk desk = desk(gated);

    assertThat(refused(desk)).hasMessageContaining("counts a person twice: alice");
    assertThat(refused(desk)).hasMessageContaining("counts a person twice: Alice");
    assertThat(refused(desk)).hasMessageContaining("the review of alice2 is signed by alice");
    assertThat(desk.effects()).isEmpty();
    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");
  }

  @Test
  void whoeverWasTakenOutOfTheBundleDoesNotCountAnyMore() throws Exception {
    Gated gated = gated("reviewer", 1);
    for (int i = 0; i < 2; i++) {
      gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "alice"));
    }
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "bob"));
    Desk desk = desk(gated);
    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");

    trust().offer(team.without("alice").signed(2));

    assertThat(refused(desk))
        .hasMessageContaining("a key that nobody has in the trust bundle of version 2");
    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");
    // The older bundle, in which she still is, does not come back.
    assertThatThrownBy(() -> trust().offer(new Team().signed(1)))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> trust().offer(team.with("alice", "ops").signed(1)))
        .hasMessage("a trust bundle of version 1 is offered, and version 2 was in force already");
    assertThatThrownBy(() -> trust().offer(team.signed(2)))
        .hasMessageContaining("another trust bundle of version 2");
    trust().offer(team.signed(3));
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "alice"));
    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");
  }

  @Test
  void afterItsTimeABundleProvesNothing() {
    Gated gated = gated("reviewer", 1);
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "alice"));
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "alice"));
    Desk desk = desk(gated);
    now = 1999;
    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");

    now = 2000;

    assertThat(refused(desk)).hasMessageContaining("the trust bundle of version 1 has expired");
    assertThat(desk.effects()).hasSize(1);
  }

  @Test
  void withoutABundleNobodyCounts() {
    Gated gated =
        Gated.trusting(key -> team.trust(key, () -> now), policy("reviewer", 1), Bank.class);
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "alice"));

    assertThat(refused(desk(gated))).hasMessageContaining("there is no trust bundle");
  }

  @Test
  void thePersonForWhomItIsMadeDoesNotCount() {
    Gated gated = gated("reviewer", 1);
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "alice"));
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "bob"));
    Desk desk = desk(gated);
    try (CallContext asking = CallContext.with("requester", "Alice")) {
      assertThat(refused(desk)).hasMessageContaining("too few people have agreed");
      assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");
    }
  }

  /** With the approver's keys from the bundle, one that was taken out signs nothing any more. */
  @Test
  void theApproversKeyComesFromTheBundleWhereNoneIsPinned() throws Exception {
    Function<dev.callgate.protocol.VerificationKey, Trust> rooted =
        key -> {
          trust = team.trust(null, () -> now);
          Team.accept(trust, team.signed(1, key.toString()));
          return trust;
        };
    Gated gated = Gated.trusting(rooted, policy("server", 1), Bank.class);
    gated.approver.then(asked -> forged(gated, asked, Verdict.APPROVE));
    gated.approver.then(asked -> forged(gated, asked, Verdict.APPROVE));
    Desk desk = desk(gated);
    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");

    trust().offer(team.signed(2, SigningKey.generate().publicKey().toString()));

    assertThat(refused(desk))
        .hasMessageContaining(
            "no signature of an approver in the trust bundle of version 2 verifies");
  }

  @Test
  void aProofOfTheLogIsEnoughWithTheReviewersOwnSignature() {
    Gated gated = gated("reviewer+log", 1);
    gated
        .approver
        .then(asked -> logged(honest(gated, asked, Verdict.APPROVE, "alice")))
        .then(asked -> logged(forged(gated, asked, Verdict.APPROVE)));
    Desk desk = desk(gated);

    assertThat(desk.refund("a-1", TEN)).isEqualTo("paid 10.00");
    assertThat(refused(desk)).hasMessageContaining("does not carry a signature of their own");
  }

  private static Answer logged(Answer answer) {
    return new Answer.Decided(((Answer.Decided) answer).decision(), /* isLogged= */ true);
  }

  @Test
  void aProofOfTheLogIsNotMadeUp() {
    Gated gated = gated("reviewer+log", 1);
    gated.approver.then(asked -> honest(gated, asked, Verdict.APPROVE, "alice"));

    assertThat(refused(desk(gated))).hasMessageContaining("proves no place in the audit log");
  }

  private static TrustBundle with(TrustBundle bundle, TrustedReviewer... reviewers) {
    return new TrustBundle(
        bundle.v(),
        bundle.version(),
        bundle.notBeforeMillis(),
        bundle.notAfterMillis(),
        bundle.roots(),
        bundle.threshold(),
        bundle.approverKeys(),
        bundle.logKeys(),
        List.of(reviewers));
  }

  private Trust trust() {
    if (trust == null) {
      throw new AssertionError("nothing was set up");
    }
    return trust;
  }

  private Gated gated(String assurance, int quorum) {
    return Gated.trusting(
        key -> {
          trust = team.trust(key, () -> now);
          Team.accept(trust, team.signed(1));
          return trust;
        },
        policy(assurance, quorum),
        Bank.class);
  }

  private static PolicySet policy(String assurance, int quorum) {
    return PolicyText.rules(
        RULE.replace("ASSURANCE", assurance).replace("QUORUM", Integer.toString(quorum)));
  }

  /**
   * What somebody makes who holds everything of the approver's: the right people, no signatures.
   */
  private static Answer forged(Gated gated, Asked asked, Verdict verdict) {
    return gated.approver.decided(decision(asked, verdict));
  }

  private Answer honest(Gated gated, Asked asked, Verdict verdict, String... names) {
    List<CountedReview> reviews = new ArrayList<>();
    for (String name : names) {
      reviews.add(
          team.review(
              switch (verdict) {
                case EDIT ->
                    Team.says(name, asked, verdict, new Edit("amount", ScriptedAsker.tree("5")));
                case RESPOND ->
                    Team.says(name, asked, verdict, ScriptedAsker.tree("\"done already\""));
                case APPROVE, REJECT, EXPIRE -> Team.says(name, asked, verdict);
              },
              "ops"));
    }
    return decided(gated, asked, verdict, reviews);
  }

  private static Answer decided(
      Gated gated, Asked asked, Verdict verdict, List<CountedReview> reviews) {
    return gated.approver.decided(
        decision(asked, verdict).set("reviews", Json.mapper().valueToTree(reviews)));
  }

  private static ObjectNode decision(Asked asked, Verdict verdict) {
    ObjectNode decision =
        verdict == Verdict.EDIT
            ? ScriptedAsker.edited(asked, Map.of("amount", "5"))
            : ScriptedAsker.decision(asked, verdict);
    if (verdict == Verdict.RESPOND) {
      decision.set("response", ScriptedAsker.tree("\"done already\""));
    }
    return decision;
  }

  private static CallRefusedException refused(Desk desk) {
    return catchThrowableOfType(CallRefusedException.class, () -> desk.refund("a-1", TEN));
  }

  private static Desk desk(Gated gated) {
    return gated.create(Bank.class, Desk.class);
  }
}
