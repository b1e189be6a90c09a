package dev.callgate.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules hold, and what is said of those that do not. */
class ScanTest {
  private static final Map<String, byte[]> SHOP =
      Jars.compile(
          """
          package com.acme;
          public interface Tool { String run(String arguments); }
          """,
          """
          package com.acme;
          public abstract class Base implements Tool {
            public void refund(String customer) { refund(customer, 1); }
            public void refund(String customer, int amount) {}
            public abstract void close();
            public native void reach();
          }
          """,
          """
          package com.acme;
          public class Shop extends Base {
            @Override public String run(String arguments) { return arguments; }
            @Override public void close() {}
            public java.util.concurrent.CompletableFuture<String> later() { return null; }
          }
          """,
          """
          package com.acme;
          public class Wiring {
            public static Tool lambda() { return text -> text.trim(); }
            public static Tool reference() { return String::trim; }
            public static Runnable other() { return () -> {}; }
          }
          """);

  private final Path directory;

  ScanTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Scanned scan(String rules) throws Exception {
    return Scanned.of(directory, rules, Jars.jar(directory.resolve("shop.jar"), SHOP));
  }

  private static String rule(String id, String match) {
    return "  - id: " + id + "\n    match: {" + match + "}\n    decide: gate\n";
  }

  @Test
  void aRuleOnAClassHoldsItsMethodsAndItsJarIsNamed() throws Exception {
    Scanned scanned = scan(rule("refund", "class: com.acme.Base, method: refund"));

    assertThat(scanned.held("refund"))
        .containsExactly("com.acme.Base.refund(String)", "com.acme.Base.refund(String, int)");
    assertThat(scanned.rule("refund").methods().get(0).origin().label()).isEqualTo("shop.jar");
    assertThat(scanned.findings("refund"))
        .containsExactly(
            "note [SCAN06] 1 method hands on to another one of the same name that the rule holds as well; one approval covers both");
    assertThat(scanned.report().hasErrors()).isFalse();
  }

  @Test
  void aTypoInAClassIsAnErrorWithTheNameThatWasMeant() throws Exception {
    Scanned scanned = scan(rule("typo", "class: com.acme.Shopp, method: run"));

    assertThat(scanned.findings("typo"))
        .containsExactly(
            "error [SCAN02] class com.acme.Shopp is not on the class path; did you mean com.acme.Shop?",
            "error [SCAN01] p/typo matches no method");
    assertThat(scanned.report().hasErrors()).isTrue();
  }

  @Test
  void aTypeInTheWrongPackageIsFoundByItsName() throws Exception {
    Scanned scanned = scan(rule("moved", "subtypes_of: org.elsewhere.Tool, method: run"));

    assertThat(scanned.findings("moved"))
        .first()
        .asString()
        .endsWith("did you mean com.acme.Tool?");
  }

  @Test
  void aTypoInAMethodNamesTheNearestAndItsTwinIsClean() throws Exception {
    Scanned wrong =
        scan(
            rule("class", "class: com.acme.Shop, method: laiter")
                + rule("type", "subtypes_of: com.acme.Tool, method: run(int number)"));

    assertThat(wrong.findings("class"))
        .containsExactly(
            "error [SCAN03] the rule fits no method of com.acme.Shop: laiter; did you mean later?",
            "error [SCAN01] p/class matches no method");
    assertThat(wrong.findings("type"))
        .containsExactly(
            "error [SCAN03] no method of com.acme.Tool fits run(int number); nearest: run(String)",
            "error [SCAN01] p/type matches no method: nothing here that is a com.acme.Tool has such a method with a body");

    Scanned right =
        scan(
            rule("class", "class: com.acme.Shop, method: later")
                + rule("type", "subtypes_of: com.acme.Tool, method: run(String text)"));
    assertThat(right.report().hasErrors()).isFalse();
    assertThat(right.held("type")).containsExactly("com.acme.Shop.run(String)");
  }

  @Test
  void oneMisspeltMethodAmongSeveralIsNoticed() throws Exception {
    Scanned scanned = scan(rule("some", "subtypes_of: com.acme.Base, method: [run, refnd]"));

    assertThat(scanned.held("some")).containsExactly("com.acme.Shop.run(String)");
    assertThat(scanned.findings("some"))
        .containsExactly(
            "error [SCAN03] no method of com.acme.Base fits refnd; nearest: refund(String), refund(String, int)");
  }

  @Test
  void whatHasNoBodyCannotBeHeld() throws Exception {
    Scanned scanned =
        scan(
            rule("native", "class: com.acme.Base, method: reach")
                + rule("abstract", "class: com.acme.Base, method: close"));

    assertThat(scanned.findings("native"))
        .first()
        .asString()
        .startsWith("error [SCAN05] rule p/native gates the native method com.acme.Base.reach");
    assertThat(scanned.findings("abstract"))
        .first()
        .asString()
        .startsWith("error [SCAN05] rule p/abstract gates the abstract method com.acme.Base.close");
  }

  @Test
  void lambdasOfAGatedInterfaceAreCountedWithTheirPlaces() throws Exception {
    Scanned scanned = scan(rule("tool", "subtypes_of: com.acme.Tool, method: run"));

    assertThat(scanned.rule("tool").lambdas())
        .extracting(site -> site.type() + "." + site.method())
        .containsExactly("com.acme.Wiring.lambda", "com.acme.Wiring.reference");
  }

  @Test
  void lambdasThatARuleNamesByTheirClassAreFoundAndATypoInItIsNot() throws Exception {
    Scanned scanned =
        scan(
            rule("lambdas", "class: com.acme.Wiring$$Lambda, method: run")
                + rule("typo", "class: com.acme.Wirng$$Lambda, method: run"));

    assertThat(scanned.rule("lambdas").lambdas())
        .extracting(LambdaSite::interfaceName)
        .contains("com.acme.Tool");
    assertThat(scanned.findings("lambdas")).isEmpty();
    assertThat(scanned.findings("typo"))
        .anyMatch(finding -> finding.startsWith("error [SCAN02]"))
        .anyMatch(finding -> finding.startsWith("error [SCAN01]"));
  }

  @Test
  void anAsynchronousMethodIsRemarkedUpon() throws Exception {
    Scanned scanned = scan(rule("later", "class: com.acme.Shop, method: later"));

    assertThat(scanned.findings("later"))
        .containsExactly(
            "note [SCAN08] it holds methods that return CompletableFuture; the call is what is held, not its completion");
  }

  @Test
  void rulesOnTheJdkAreScannedTooAndHotSpotsAreWarnedOf() throws Exception {
    Scanned scanned =
        scan(
            rule("files", "class: java.nio.file.Files, method: delete")
                + rule("text", "class: java.lang.String, method: trim"));

    assertThat(scanned.held("files")).containsExactly("java.nio.file.Files.delete(Path)");
    assertThat(scanned.findings("files")).isEmpty();
    assertThat(scanned.findings("text"))
        .containsExactly(
            "warning [SCAN07] it holds methods of java.lang.String, which everything calls; gate what calls them");
    assertThat(scanned.report().hasErrors()).isFalse();
  }

  @Test
  void subtypesOfAJdkTypeAreFoundInTheJdkAndInTheProgram() throws Exception {
    Scanned scanned =
        Scanned.of(
            directory,
            rule("run", "subtypes_of: java.util.concurrent.Executor, method: execute"),
            Jars.jar(
                directory.resolve("e.jar"),
                Jars.compile(
                    """
                    package com.acme;
                    public class Direct implements java.util.concurrent.Executor {
                      @Override public void execute(Runnable task) { task.run(); }
                    }
                    """)));

    assertThat(scanned.held("run"))
        .contains(
            "com.acme.Direct.execute(Runnable)",
            "java.util.concurrent.ThreadPoolExecutor.execute(Runnable)");
  }

  @Test
  void methodsThatLookIrreversibleAreListedUnlessARuleHoldsThem() throws Exception {
    Scanned none = scan(rule("run", "class: com.acme.Shop, method: run"));
    Scanned held = scan(rule("refund", "class: com.acme.Base, method: 'refund(String, int)'"));

    assertThat(none.report().uncovered())
        .extracting(method -> Signature.brief(method.key()))
        .containsExactly("refund(String)", "refund(String, int)");
    assertThat(held.report().uncovered())
        .extracting(method -> Signature.brief(method.key()))
        .containsExactly("refund(String)");
  }

  @Test
  void anOptionalRuleOfAPackMayLackItsLibraryButNotItsMethod() throws Exception {
    Scanned scanned =
        Scanned.withPack(
            directory,
            rule("away", "class: org.away.Tool, method: run")
                + "    optional: true\n"
                + rule("here", "class: com.acme.Shop, method: run")
                + "    optional: true\n"
                + rule("moved-on", "class: com.acme.Shop, method: rin")
                + "    optional: true\n",
            Jars.jar(directory.resolve("shop.jar"), SHOP));

    assertThat(scanned.findings("away"))
        .containsExactly("note [SCAN01] pack:p/away matches no method: its library is not here");
    assertThat(scanned.findings("here")).isEmpty();
    assertThat(scanned.findings("moved-on"))
        .anyMatch(finding -> finding.startsWith("error [SCAN03]"))
        .anyMatch(finding -> finding.startsWith("error [SCAN01]"));
  }

  @Test
  void aClassWithoutItsSupertypesIsSaidToBeMissingThem() throws Exception {
    Map<String, byte[]> alone = Map.of("com/acme/Shop.class", shop());
    Scanned scanned =
        Scanned.of(
            directory,
            rule("run", "class: com.acme.Shop, method: run"),
            Jars.jar(directory.resolve("alone.jar"), alone));

    assertThat(scanned.findings("run"))
        .first()
        .asString()
        .isEqualTo(
            "error [SCAN02] class com.acme.Shop cannot be loaded from this class path: its supertype com.acme.Base is not there; scan it together with what it needs");
  }

  private static byte[] shop() {
    return java.util.Objects.requireNonNull(SHOP.get("com/acme/Shop.class"));
  }
}
