package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.match.MatchedClass;
import dev.callgate.match.MatchedMethod;
import dev.callgate.match.MethodKey;
import dev.callgate.match.MethodOutline;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateTableTest {
  private static final String SHOWN = "acme.Desk$lambda$Tool";
  private static final Rule RULE = PolicySet.annotationOnly().rules().get(0);
  private final GateTable table = new GateTable();
  private final ClassLoader loader = getClass().getClassLoader();

  @Test
  void aClassThatIsRegisteredAgainKeepsItsId() {
    assertThat(register(ordinary(), method(Set.of()))).isEqualTo(0);
    assertThat(register(ordinary(), method(Set.of()))).isEqualTo(0);
  }

  @Test
  void hiddenClassesThatAreAlikeShareAnId() {
    assertThat(register(hidden(), method(Set.of()))).isEqualTo(0);
    assertThat(register(hidden(), method(Set.of()))).isEqualTo(0);
  }

  @Test
  void theFirstOfTwoHiddenClassesOfOneNameStaysWhatItIs() {
    int first = register(hidden(), method(Set.of(0)));
    int second = register(hidden(), method(Set.of()));

    assertThat(second).isNotEqualTo(first);
    assertThat(table.get(first).redacted()).containsExactly(0);
    assertThat(table.get(second).redacted()).isEmpty();
  }

  @Test
  void nobodyTakesAHiddenClassesGateByItsShownName() {
    int hidden = register(hidden(), method(Set.of(0)));
    int ordinary = register(ordinary(), method(Set.of()));

    assertThat(ordinary).isNotEqualTo(hidden);
    assertThat(table.get(hidden).isHidden()).isTrue();
    assertThat(table.get(hidden).redacted()).containsExactly(0);
  }

  @Test
  void aMethodWhoseRulesHaveChangedGetsAnotherGateAndIsCountedOnce() {
    int first = register(ordinary(), method(Set.of()));
    table.woven(List.of(first));
    int second = register(ordinary(), method(Set.of(0)));
    table.woven(List.of(second));

    assertThat(second).isNotEqualTo(first);
    assertThat(table.get(first).redacted()).isEmpty();
    assertThat(table.get(second).redacted()).containsExactly(0);
    assertThat(table.size()).isEqualTo(1);
    assertThat(table.wovenBy(RULE.id())).isEqualTo(1);
    assertThat(table.coverage(RULE).matched()).isEqualTo(1);
  }

  private int register(MatchedClass type, MatchedMethod method) {
    return table.register(loader, type, method);
  }

  private static MatchedClass hidden() {
    return new MatchedClass("acme/Desk$$Lambda$3", SHOWN, true, List.of(), List.of());
  }

  private static MatchedClass ordinary() {
    return new MatchedClass("acme/Desk$lambda$Tool", SHOWN, false, List.of(), List.of());
  }

  /** Bound anew each time, as the matcher does. */
  private static MatchedMethod method(Set<Integer> redacted) {
    MethodKey key = new MethodKey("deed", "(Ljava/lang/String;)V");
    BoundRule bound = Objects.requireNonNull(RULE.bind(key.name(), key.descriptor()));
    return new MatchedMethod(
        new MethodOutline(key, 1, Set.of(), redacted, List.of(), 0), List.of(bound));
  }
}
