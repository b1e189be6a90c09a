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
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** The JVM counts people itself: the right key's signature under too few of them is no yes. */
class QuorumTest {
  private static final BigDecimal TEN = new BigDecimal("10.00");
  private static final String GATE =
      "gate: {decisions: [approve, edit, respond, reject], editable: [amount], ";
  private static final String MATCH =
      "match: {class: dev.callgate.agent.gate.Bank, method: \"refund(String account, java.math.BigDecimal amount)\"}\ndecide: gate\n";

  /** Two people of two groups, and, of another rule, one of the first group. */
  private static final String TWO =
      "id: two\n" + MATCH + GATE + "approvers: [ops, risk], quorum: 2}";

  private static final String ONE = "id: one\n" + MATCH + GATE + "approvers: [ops]}";

  @Test
  void theRequestCarriesWhatEachRuleDemands() {
    Gated gated = Gated.classes(PolicyText.rules(ONE, TWO), Bank.class);
    gated.approver.approve();

    assertThat(desk(gated).refund("a-1", TEN)).isEqualTo("paid 10.00");

    assertThat(gated.approver.asked.get(0).request().demands())
        .containsExactlyInAnyOrder(
            new Demand("p/one", List.of("ops"), 1, false),
            new Demand("p/two", List.of("ops", "risk"), 2, false));
    assertThat(gated.approver.asked.get(0).request().requester()).isNull();
  }

  /** Reviewers as {@code name:group+group}, who meet both rules. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alice:ops bob:risk",
        "alice:ops bob:ops",
        "alice:ops+risk bob:risk",
        "alice:ops bob:risk carol:none",
      })
  void enoughPeopleOfTheRightGroupsLetItRun(String people) {
    Gated gated = decidedBy(people, Verdict.APPROVE);

    assertThat(desk(gated).refund("a-1", TEN)).isEqualTo("paid 10.00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alice:ops|the rule p/two needs 2 people of ops, risk, and of those the decision names 1",
        "alice:ops+risk|the rule p/two needs 2 people of ops, risk, and of those the decision names 1",
        "alice:ops alice:risk|counts a person twice: alice",
        "alice:ops Alice:risk|counts a person twice: Alice",
        "alice:ops bob:other|the rule p/two needs 2 people",
        "alice:ops bob:none|the rule p/two needs 2 people",
        "alice:risk bob:risk|the rule p/one needs 1 person of ops, and of those the decision names 0",
        "none|the rule p/",
      })
  void tooFewPeopleRefuseWhoeverSigned(String people, String why) {
    Gated gated = decidedBy(people, Verdict.APPROVE);
    Desk desk = desk(gated);

    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> desk.refund("a-1", TEN));

    assertThat(refused.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(refused.getMessage()).contains("the answer could not be trusted").contains(why);
    assertThat(desk.effects()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"EDIT", "RESPOND"})
  void anEditAndAnAnswerNeedThePeopleToo(Verdict verdict) {
    Gated few = decidedBy("alice:ops", verdict);
    Desk refusing = desk(few);
    assertThat(catchThrowableOfType(CallRefusedException.class, () -> refusing.refund("a-1", TEN)))
        .hasMessageContaining("too few people have agreed");
    assertThat(refusing.effects()).isEmpty();

    Gated enough = decidedBy("alice:ops bob:risk", verdict);
    assertThat(desk(enough).refund("a-1", TEN))
        .isEqualTo(verdict == Verdict.EDIT ? "paid 5" : "done already");
  }

  @Test
  void aReviewOfAnotherVerdictDoesNotCount() {
    Gated gated = Gated.classes(PolicyText.rules(ONE, TWO), Bank.class);
    gated.approver.then(
        asked -> {
          List<CountedReview> reviews = new ArrayList<>(people("alice:ops", Verdict.APPROVE));
          reviews.addAll(people("bob:risk", Verdict.REJECT));
          return gated.approver.decided(decision(asked, Verdict.APPROVE, reviews));
        });
    Desk desk = desk(gated);

    assertThat(catchThrowableOfType(CallRefusedException.class, () -> desk.refund("a-1", TEN)))
        .hasMessageContaining("a review of another verdict, by bob");
    assertThat(desk.effects()).isEmpty();
  }

  /** To refuse is safe, so one no is enough, whoever says it. */
  @Test
  void aNoNeedsNoQuorum() {
    Gated gated = decidedBy("mallory:none", Verdict.REJECT);
    Desk desk = desk(gated);

    CallRefusedException refused =
        catchThrowableOfType(CallRefusedException.class, () -> desk.refund("a-1", TEN));

    assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(refused.getMessage()).contains("mallory rejected it");
  }

  @Test
  void thePersonForWhomItIsMadeDoesNotCount() {
    Gated gated = decidedBy("alice:ops bob:risk", Verdict.APPROVE);
    Desk desk = desk(gated);
    try (CallContext asking = CallContext.with("requester", "Bob")) {
      assertThat(catchThrowableOfType(CallRefusedException.class, () -> desk.refund("a-1", TEN)))
          .hasMessageContaining("too few people have agreed");
    }
    assertThat(gated.approver.asked.get(0).request().requester()).isEqualTo("Bob");
    assertThat(desk.effects()).isEmpty();
  }

  @Test
  void unlessItsRuleLetsThemApprove() {
    String open = TWO.replace("quorum: 2", "quorum: 2, requester_may_approve: true");
    Gated gated = Gated.classes(PolicyText.rules(open), Bank.class);
    script(gated, "alice:ops bob:risk", Verdict.APPROVE);
    try (CallContext asking = CallContext.with("requester", "bob")) {
      assertThat(desk(gated).refund("a-1", TEN)).isEqualTo("paid 10.00");
    }
  }

  private static Gated decidedBy(String people, Verdict verdict) {
    Gated gated = Gated.classes(PolicyText.rules(ONE, TWO), Bank.class);
    script(gated, people, verdict);
    return gated;
  }

  private static void script(Gated gated, String people, Verdict verdict) {
    gated.approver.then(
        asked -> gated.approver.decided(decision(asked, verdict, people(people, verdict))));
  }

  private static ObjectNode decision(Asked asked, Verdict verdict, List<CountedReview> reviews) {
    ObjectNode decision =
        verdict == Verdict.EDIT
            ? ScriptedAsker.edited(asked, Map.of("amount", "5"))
            : ScriptedAsker.decision(asked, verdict);
    if (verdict == Verdict.RESPOND) {
      decision.set("response", ScriptedAsker.tree("\"done already\""));
    }
    return decision.set("reviews", Json.mapper().valueToTree(reviews));
  }

  private static List<CountedReview> people(String written, Verdict verdict) {
    List<CountedReview> people = new ArrayList<>();
    for (String person : written.equals("none") ? new String[0] : written.split(" ")) {
      String[] parts = person.split(":");
      List<String> groups = parts[1].equals("none") ? List.of() : List.of(parts[1].split("\\+"));
      people.add(new CountedReview(parts[0], groups, verdict, 1));
    }
    return people;
  }

  private static Desk desk(Gated gated) {
    return gated.create(Bank.class, Desk.class);
  }
}
