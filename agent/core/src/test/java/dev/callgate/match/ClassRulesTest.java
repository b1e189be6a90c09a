package dev.callgate.match;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.agent.fixture.ClassFiles;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.agent.fixture.WovenLoader;
import dev.callgate.agent.gate.GateTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules on names and supertypes gate. */
class ClassRulesTest {
  @Test
  void oneClassAndOneSignature() {
    check(
        "match: {class: acme.Bank, method: \"pay(int amount, String to)\"}",
        """
        package acme;
        class Bank {
          void pay(int amount, String to) {} // GATED
          void pay(long amount, String to) {}
          void pay(int amount) {}
        }
        """,
        "package acme; class Banks { void pay(int amount, String to) {} }");
  }

  @Test
  void everyOverloadOfAName() {
    check(
        "match: {class: acme.Bank, method: pay}",
        """
        package acme;
        class Bank {
          void pay(int amount, String to) {} // GATED
          static int pay() { return 1; } // GATED
          void payOut() {}
          Bank() {}
        }
        """);
  }

  @Test
  void everyMethodOfAClassButItsConstructors() {
    check(
        "match: {class: acme.Bank}",
        """
        package acme;
        class Bank {
          Bank() {}
          void pay() {} // GATED
          Runnable later() {
            int i = 1; // GATED
            return () ->
                pay();
          }
        }
        """);
  }

  @Test
  void aConstructor() {
    check(
        "match: {class: acme.Bank, method: \"<init>(int)\"}",
        """
        package acme;
        class Bank {
          Bank() {}
          Bank(int i) {} // GATED
          Bank(long i) {}
        }
        """);
  }

  @Test
  void aGlobOverPackagesAndMethods() {
    check(
        "match: {class: \"acme.**.*Tool\", method: \"delete*\"}",
        """
        package acme.a.b;
        class FileTool {
          void delete() {} // GATED
          void deleteAll(int i) {} // GATED
          void undelete() {}
        }
        """,
        "package acme.a; class Tools { void delete() {} }");
  }

  @Test
  void aNestedClassByItsBinaryName() {
    check(
        "match: {class: acme.Outer$Nested, method: run}",
        """
        package acme;
        class Outer {
          void run() {}
          static class Nested {
            void run() {} // GATED
          }
          static class Other {
            void run() {}
          }
        }
        """);
  }

  @Test
  void whatIsExcludedStaysFree() {
    check(
        "match: {class: \"acme.*\", exclude: [acme.Safe], method: run}",
        """
        package acme;
        class Risky {
          void run() {} // GATED
        }
        """,
        "package acme; class Safe { void run() {} }");
  }

  @Test
  void everySubtypeOfAType() {
    check(
        "match: {subtypes_of: acme.Tool, method: run}",
        """
        package acme;
        interface Tool {
          void run();
          default void run(int times) {} // GATED
        }
        """,
        """
        package acme;
        abstract class Base implements Tool {
          public void run() {} // GATED
          void other() {}
        }
        """,
        """
        package acme;
        class Leaf extends Base {
          @Override public void run() {} // GATED
        }
        """,
        "package acme; class Unrelated { void run() {} }");
  }

  @Test
  void subtypesOfTheJdksTypes() {
    check(
        "match: {subtypes_of: java.util.concurrent.Callable, method: call}",
        """
        package acme;
        class Deed implements java.util.concurrent.Callable<String> {
          public String call() { return ""; } // GATED
          public String call(int other) { return ""; } // GATED
          void run() {}
        }
        """,
        """
        package acme;
        class Through extends Deed implements java.util.concurrent.RunnableFuture<String> {
          @Override public String call() { return ""; } // GATED
          public void run() {}
          public String get() { return ""; }
          public String get(long l, java.util.concurrent.TimeUnit u) { return ""; }
          public boolean isDone() { return true; }
          public boolean isCancelled() { return true; }
          public boolean cancel(boolean b) { return true; }
        }
        """,
        """
        package acme;
        class Handler implements java.lang.reflect.InvocationHandler {
          public Object invoke(Object o, java.lang.reflect.Method m, Object[] a) { return o; }
          String call() { return ""; }
        }
        """);
  }

  @Test
  void theErasedSignatureOfAGenericMethod() {
    check(
        "match: {subtypes_of: acme.Sink, method: \"accept(Object value)\"}",
        "package acme; interface Sink<T> { void accept(T value); }",
        """
        package acme;
        class Texts implements Sink<String> {
          public void accept(String value) {} // GATED
          public void accept(Integer other) {}
        }
        """);
  }

  @Test
  void theBodyOfALambdaByItsVeryName() {
    check(
        "match: {class: acme.Jobs, method: \"lambda$later$*\"}",
        """
        package acme;
        class Jobs {
          Runnable later() {
            return () ->
                System.nanoTime(); // GATED
          }
          Runnable other() {
            return () ->
                System.nanoTime() ;
          }
        }
        """);
  }

  @Test
  void aStarDoesNotGateWhatTheCompilerMade() {
    check(
        "match: {class: acme.Jobs, method: \"l*\"}",
        """
        package acme;
        class Jobs {
          Runnable later() {
            int i = 1; // GATED
            return () ->
                System.nanoTime();
          }
        }
        """);
  }

  @Test
  void bothPartsHaveToFit() {
    check(
        "match: {class: \"acme.*\", subtypes_of: Runnable, method: run}",
        """
        package acme;
        class Job implements Runnable {
          public void run() {} // GATED
        }
        """,
        "package acme; class NoJob { public void run() {} }",
        "package other; class Far implements Runnable { public void run() {} }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abstract void pay();              | pay       | gates the abstract method acme.Bank.pay by class alone",
        "native void pay();                | pay       | gates the native method acme.Bank.pay",
        "void paid() {}                    | pay       | fits no method of acme.Bank: pay",
        "void pay(int i) {}                | pay(long) | fits no method of acme.Bank: pay(long), which has pay(int)",
      })
  void aRuleThatWouldHoldNothingKeepsTheClassFromLoading(
      String member, String method, String reason) {
    assertThatThrownBy(
            () ->
                define(
                    "match: {class: acme.Bank, method: \"" + method + "\"}",
                    "package acme; abstract class Bank { " + member + " }"))
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessageContaining(reason);
  }

  @Test
  void anAbstractMethodByItsSubtypesIsWhereTheRuleBegins() {
    check(
        "match: {subtypes_of: acme.Tool, method: run}",
        "package acme; abstract class Tool { abstract void run(); }",
        """
        package acme;
        class Real extends Tool {
          void run() {} // GATED
        }
        """);
  }

  @Test
  void anAnnotatedNativeMethodKeepsTheClassFromLoading() {
    assertThatThrownBy(
            () ->
                define(
                    "match: {class: acme.Other, method: x}",
                    "package acme; class Bank { @dev.callgate.Irreversible native void pay(); }"))
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessageContaining("gates the native method acme.Bank.pay");
  }

  private static void check(String match, String... sources) {
    GatedLines.check(PolicyText.rules("id: r\n" + match + "\ndecide: gate"), sources);
  }

  private static void define(String match, String source) {
    new WovenLoader(
            ClassFiles.compile(source),
            PolicyText.rules("id: r\n" + match + "\ndecide: gate"),
            new GateTable())
        .defineAll();
  }
}
