package dev.callgate.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.agent.fixture.ClassFiles;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.agent.fixture.WovenLoader;
import dev.callgate.agent.gate.GateTable;
import dev.callgate.policy.PolicySet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Classes that the JVM would make of lambdas, written out. */
class HiddenClassesTest {
  private static final Map<String, byte[]> CLASSES =
      ClassFiles.compile(
          "package acme; public interface Tool { @dev.callgate.Irreversible void deed(Object o); }",
          "package acme; public interface Plain { void deed(String s); }",
          """
          package acme;
          final class Desk$$Lambda$14 implements Tool {
            public void deed(Object o) {}
            public void deed(String s) {}
            private Object writeReplace() { return ""; }
          }
          """,
          """
          package acme;
          final class Shop$$Lambda implements Plain {
            public void deed(String s) {}
            private Object writeReplace() { return ""; }
          }
          """,
          """
          package acme;
          public class Till {
            public void open() {}
            @dev.callgate.Irreversible public void empty() {}
          }
          """,
          "package acme; class Heir extends Till { @Override public void open() {} }");
  private static final Map<String, byte[]> MARKED =
      ClassFiles.compile(
          "package acme; public class Till { @dev.callgate.Irreversible public void open() {} }");

  @Test
  void aLambdasMethodsAreOneDeedUnderTwoSignatures() throws Exception {
    assertThat(hidden(PolicySet.annotationOnly(), "acme.Desk$$Lambda$14"))
        .containsExactly("deed(Ljava/lang/Object;)V", "deed(Ljava/lang/String;)V");
  }

  @Test
  void aClassOfTheSameShapeThatIsNotHiddenHasTwoDeeds() throws Exception {
    WovenLoader loader = loader();
    loader.define("acme.Desk$$Lambda$14");

    assertThat(loader.gated()).containsExactly("acme.Desk$$Lambda$14.deed(Ljava/lang/Object;)V");
  }

  @Test
  void peopleReadWhereTheLambdaStandsAndWhatItImplements() throws Exception {
    assertThat(shown("acme.Desk$$Lambda$14")).isEqualTo("acme.Desk$lambda$Tool");
    assertThat(shown("acme.Till")).isEqualTo("acme.Till$hidden");
  }

  @Test
  void aRuleOnTheInterfaceIsNotAboutWhatTheJvmAddedForSerialization() throws Exception {
    assertThat(hidden(rule("subtypes_of: acme.Plain"), "acme.Shop$$Lambda"))
        .containsExactly("deed(Ljava/lang/String;)V");
  }

  @Test
  void aRuleByClassIsAboutLambdasWhenItNamesTheirMethod() throws Exception {
    assertThat(hidden(rule("class: acme.Shop*", "method: deed"), "acme.Shop$$Lambda"))
        .containsExactly("deed(Ljava/lang/String;)V");
    assertThat(hidden(rule("class: acme.Shop$$Lambda", "method: deed"), "acme.Shop$$Lambda"))
        .containsExactly("deed(Ljava/lang/String;)V");
  }

  @Test
  void aRuleByClassAloneIsNotAboutLambdas() throws Exception {
    assertThat(hidden(rule("class: acme.Shop*"), "acme.Shop$$Lambda")).isEmpty();
  }

  @Test
  void aHiddenCopyOfANamedClassIsHeld() throws Exception {
    assertThat(hidden(rule("class: acme.Till", "method: open()"), "acme.Till")).contains("open()V");
  }

  @Test
  void nobodyInheritsFromAHiddenClass() throws Exception {
    WovenLoader loader = loader();
    ClassMatcher matcher = matcher(PolicySet.annotationOnly());
    loader.define("acme.Till");
    matcher.match(loader, file("acme.Till"));
    MatchedClass hidden =
        matcher.matchHidden(loader, Objects.requireNonNull(MARKED.get("acme.Till")));
    assertThat(keys(hidden)).containsExactly("open()V");

    assertThat(keys(matcher.match(loader, file("acme.Heir")))).isEmpty();
  }

  @Test
  void anArchivedLambdaIsTakenWhenNoRuleCouldBeAboutIt() {
    Class<?> tool = loader().define("acme.Tool");
    ClassMatcher byName = matcher(rule("class: acme.Shop*", "method: deed"));

    assertThat(byName.mayConcernLambda(tool, Runnable.class)).isFalse();
    assertThat(byName.mayConcernLambda(loader().define("acme.Shop$$Lambda"), Runnable.class))
        .isTrue();
  }

  @Test
  void anArchivedLambdaOfAGatedInterfaceIsNotTaken() throws Exception {
    ClassMatcher matcher = matcher(PolicySet.annotationOnly());
    WovenLoader loader = loader();
    Class<?> till = loader.define("acme.Till");
    Class<?> tool = loader.define("acme.Tool");
    matcher.match(loader, file("acme.Tool"));

    assertThat(matcher.mayConcernLambda(till, tool)).isTrue();
    assertThat(matcher.mayConcernLambda(till, Runnable.class)).isFalse();
  }

  @Test
  void aHiddenClassThatWasThereBeforeIsNamedWithItsRule() {
    Runnable there = () -> {};

    assertThat(matcher(rule("subtypes_of: java.lang.Runnable")).heldBy(there.getClass()))
        .startsWith("rule p/gate (")
        .endsWith("names its method run");
    assertThat(matcher(rule("subtypes_of: java.util.function.Supplier")).heldBy(there.getClass()))
        .isNull();
    assertThat(
            matcher(rule("subtypes_of: java.lang.Runnable", "class: acme.*"))
                .heldBy(there.getClass()))
        .isNull();
  }

  private static List<String> hidden(PolicySet policy, String name) throws Exception {
    return keys(look(policy, name));
  }

  private static String shown(String name) throws Exception {
    return Objects.requireNonNull(look(PolicySet.annotationOnly(), name)).shownName();
  }

  private static @Nullable MatchedClass look(PolicySet policy, String name) throws Exception {
    WovenLoader loader = loader();
    ClassMatcher matcher = matcher(policy);
    for (String type : List.of("acme.Tool", "acme.Plain")) {
      loader.define(type);
      matcher.match(loader, file(type));
    }
    return matcher.matchHidden(loader, file(name));
  }

  private static List<String> keys(@Nullable MatchedClass matched) {
    return matched == null
        ? List.of()
        : matched.methods().stream()
            .map(method -> method.outline().key().toString())
            .sorted()
            .toList();
  }

  private static ClassMatcher matcher(PolicySet policy) {
    return new ClassMatcher(policy, new BytecodeBridgeTargets(), WovenLoader.LOADED);
  }

  private static WovenLoader loader() {
    return new WovenLoader(CLASSES, PolicySet.annotationOnly(), new GateTable());
  }

  private static PolicySet rule(String... match) {
    return PolicyText.rules("id: gate\nmatch:\n  " + String.join("\n  ", match) + "\ndecide: gate");
  }

  private static byte[] file(String name) {
    return Objects.requireNonNull(CLASSES.get(name));
  }
}
