package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.CallRefusedException;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.policy.PolicySet;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What wrappers and differently named methods of one rule pass on is asked for once; what
 * improvised code does in the shadow of an approved body is asked for.
 */
class PassedOnDeedsTest {
  private static final String TOOL =
      """
      package acme;
      public interface Tool {
        void run(String sql);
        void run();
      }
      """;
  private static final String REAL =
      """
      package acme;
      public class Real implements Tool {
        @Override public void run(String sql) { Desk.EFFECTS.add(sql); }
        @Override public void run() { Desk.EFFECTS.add("prepared"); }
      }
      """;
  private static final String WRAPPER =
      """
      package acme;
      import java.lang.invoke.*;
      import java.util.function.Consumer;
      public class Wrapper implements Tool {
        final String shape;
        final Tool delegate;
        final Consumer<String> hook;
        public Wrapper(String shape, Tool delegate) {
          this.shape = shape;
          this.delegate = delegate;
          this.hook = delegate::run;
        }
        @Override public void run() { delegate.run(); }
        @Override public void run(String sql) {
          try {
            switch (shape) {
              case "direct" -> delegate.run(sql);
              case "twice" -> { delegate.run(sql); delegate.run(sql); }
              case "another" -> new Real().run(sql);
              case "changed" -> delegate.run(sql + "!");
              case "reference" -> hook.accept(sql);
              case "lambda" -> run(() -> delegate.run(sql));
              case "reflection" -> Tool.class.getMethod("run", String.class).invoke(delegate, sql);
              case "handle" -> MethodHandles.lookup()
                  .findVirtual(Tool.class, "run", MethodType.methodType(void.class, String.class))
                  .invoke(delegate, sql);
              case "thread" -> { Thread t = new Thread(() -> delegate.run(sql)); t.start(); t.join(); }
              case "afterwards" -> Desk.EFFECTS.add(sql);
            }
          } catch (RuntimeException | Error e) {
            throw e;
          } catch (Throwable e) {
            throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
          }
        }
        private void run(Runnable body) { body.run(); }
      }
      """;
  private static final String DESK =
      """
      package acme;
      import java.util.*;
      public class Desk {
        public static final List<String> EFFECTS = Collections.synchronizedList(new ArrayList<>());
        public final String owner;
        public Desk linked;
        public Desk(String owner) { this.owner = owner; }
        public static void sql(String shape, String sql) { new Wrapper(shape, new Real()).run(sql); }
        public static void prepared() { new Wrapper("", new Real()).run(); }
        public static void linked() { Desk a = new Desk("a"); a.linked = new Desk("b"); a.close(); }

        public void close() { if (linked != null) linked.close(); EFFECTS.add("closed " + owner); }
        public static void post(String text) { new Desk("x").postNow(text); }
        public void postNow(String text) { EFFECTS.add(text); }
        public static void collect(List<String> names) { names.add("more"); collect(names, 1); }
        public static void collect(List<String> names, int n) { EFFECTS.add(names.toString()); }
        public static void collected() { collect(new ArrayList<>(List.of("a"))); }
        public static void erase(String name) { erase(name, true); }
        public static void erase(String name, boolean hard) { EFFECTS.add(name); }
        public static void later(String name, Runnable r) { later(name, r, 1); }
        public static void later(String name, Runnable r, int n) { EFFECTS.add(name); }
        public static void lately() { later("a", () -> {}); }
        public static void exit(int status) { System2.INSTANCE.exit(status); }
      }
      """;
  private static final String SYSTEM =
      """
      package acme;
      public class System2 {
        static final System2 INSTANCE = new System2();
        public void exit(int status) { Desk.EFFECTS.add("exit " + status); }
      }
      """;
  private static final String TOOLS =
      "id: tools\nmatch: {subtypes_of: acme.Tool, method: [\"run(String sql)\", \"run()\"]}\ndecide: gate";

  @Test
  void aWrapperAndWhatItWrapsAreOneDeed() throws Exception {
    Gated gated = program(TOOLS);
    gated.approver.approve();

    call(gated, "sql", "direct", "drop table x");

    assertThat(effects(gated)).containsExactly("drop table x");
    assertThat(gated.approver.asked).hasSize(1);
    assertThat(gated.approver.reports).hasSize(1);
  }

  @Test
  void aRejectedWrapperReachesNothing() throws Exception {
    Gated gated = program(TOOLS);
    gated.approver.reject("no");

    assertThatThrownBy(() -> call(gated, "sql", "direct", "drop table x"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
  }

  /** Without arguments the deed is known by the object that is wrapped. */
  @Test
  void aWrapperIsOneDeedWithoutArgumentsToo() throws Exception {
    Gated gated = program(TOOLS);
    gated.approver.approve();

    call(gated, "prepared");

    assertThat(effects(gated)).containsExactly("prepared");
    assertThat(gated.approver.asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"another", "changed", "reference", "lambda", "reflection", "handle", "thread"})
  void whatTheBodyDoesNotItselfPassOnIsAskedFor(String shape) throws Exception {
    Gated gated = program(TOOLS);
    gated.approver.approve().approve();

    call(gated, "sql", shape, "drop table x");

    assertThat(effects(gated)).hasSize(1);
    assertThat(gated.approver.asked).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"another", "changed", "reference", "lambda", "reflection", "handle"})
  void whatTheBodyDoesNotItselfPassOnDoesNotHappenWhenRejected(String shape) throws Exception {
    Gated gated = program(TOOLS);
    gated.approver.approve().reject("nobody said that");

    assertThatThrownBy(() -> call(gated, "sql", shape, "drop table x"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
  }

  @Test
  void theSecondTimeIsAskedFor() throws Exception {
    Gated gated = program(TOOLS);
    gated.approver.approve().reject("once");

    assertThatThrownBy(() -> call(gated, "sql", "twice", "drop table x"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).containsExactly("drop table x");
  }

  /** An approval that was not used up inside its body is worth nothing after it. */
  @Test
  void nothingIsLeftWhenTheBodyIsOver() throws Exception {
    Gated gated = program(TOOLS);
    gated.approver.approve().reject("another call");

    call(gated, "sql", "afterwards", "drop table x");
    assertThatThrownBy(() -> call(gated, "sql", "direct", "drop table x"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).containsExactly("drop table x");
  }

  /** What a person was asked about is this object, not those it knows. */
  @Test
  void anotherObjectOfTheSameClassIsAnotherDeed() throws Exception {
    Gated gated =
        program("id: close\nmatch: {class: acme.Desk, method: \"close()\"}\ndecide: gate");
    gated.approver.approve().reject("only the first");

    assertThatThrownBy(() -> call(gated, "linked")).hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
    assertThat(gated.approver.asked).hasSize(2);
  }

  @Test
  void twoNamesOfOneRuleAreOneDeed() throws Exception {
    Gated gated =
        program(
            "id: post\nmatch: {class: acme.Desk, method: [\"post(String text)\", \"postNow(String text)\"]}\ndecide: gate");
    gated.approver.approve();

    call(gated, "post", "hello");

    assertThat(effects(gated)).containsExactly("hello");
    assertThat(gated.approver.asked).hasSize(1);
  }

  @Test
  void twoNamesOfTwoRulesAreTwoDeeds() throws Exception {
    Gated gated =
        program(
            "id: post\nmatch: {class: acme.Desk, method: \"post(String text)\"}\ndecide: gate",
            "id: now\nmatch: {class: acme.Desk, method: \"postNow(String text)\"}\ndecide: gate");
    gated.approver.approve().reject("not now");

    assertThatThrownBy(() -> call(gated, "post", "hello"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
  }

  /** The reviewer has not answered for a rule that holds the inner call only. */
  @Test
  void aRuleThatHoldsTheInnerCallOnlyIsAskedFor() throws Exception {
    String both =
        "id: erase\nmatch: {class: acme.Desk, method: \"erase(String name, ..)\"}\ndecide: gate";
    Gated once = program(both);
    once.approver.approve();
    call(once, "erase", "a");
    assertThat(effects(once)).containsExactly("a");
    assertThat(once.approver.asked).hasSize(1);

    Gated twice =
        program(
            both,
            "id: hard\nmatch: {class: acme.Desk, method: \"erase(String name, boolean hard)\"}\ndecide: gate");
    twice.approver.approve().reject("not hard");
    assertThatThrownBy(() -> call(twice, "erase", "a"))
        .hasCauseInstanceOf(CallRefusedException.class);
    assertThat(effects(twice)).isEmpty();
  }

  @Test
  void anArgumentThatTheBodyChangedIsAnotherDeed() throws Exception {
    Gated gated =
        program(
            "id: c\nmatch: {class: acme.Desk, method: \"collect(java.util.List names, ..)\"}\ndecide: gate");
    gated.approver.approve().reject("more?");

    assertThatThrownBy(() -> call(gated, "collected"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
    assertThat(gated.approver.asked.get(1).request().arguments().get(0).display())
        .isEqualTo("[\"a\", \"more\"]");
  }

  /** What cannot be read is the same deed when it is the very object. */
  @Test
  void anObjectKnownByItsIdentityIsPassedOn() throws Exception {
    Gated gated =
        program(
            "id: l\nmatch: {class: acme.Desk, method: \"later(String name, Runnable r, ..)\"}\ndecide: gate");
    gated.approver.approve();

    call(gated, "lately");

    assertThat(effects(gated)).containsExactly("a");
    assertThat(gated.approver.asked).hasSize(1);
  }

  @Test
  void aStaticMethodPassesOnToTheObjectThatDoesIt() throws Exception {
    Gated gated =
        program(
            "id: exit\nmatch: {class: [acme.Desk, acme.System2], method: exit(int status)}\ndecide: gate");
    gated.approver.approve();

    gated.loader.define("acme.Desk").getMethod("exit", int.class).invoke(null, 3);

    assertThat(effects(gated)).containsExactly("exit 3");
    assertThat(gated.approver.asked).hasSize(1);
  }

  private static Gated program(String... rules) {
    PolicySet policy = PolicyText.rules(rules);
    return Gated.sources(policy, DESK, TOOL, REAL, WRAPPER, SYSTEM);
  }

  private static void call(Gated gated, String method, String... arguments) throws Exception {
    for (Method each : gated.loader.define("acme.Desk").getMethods()) {
      if (each.getName().equals(method) && each.getParameterCount() == arguments.length) {
        each.invoke(null, (Object[]) arguments);
        return;
      }
    }
    throw new AssertionError(method);
  }

  @SuppressWarnings("unchecked")
  private static List<String> effects(Gated gated) throws Exception {
    return (List<String>) gated.loader.define("acme.Desk").getField("EFFECTS").get(null);
  }
}
