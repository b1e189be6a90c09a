package dev.callgate.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.CapturedRun;
import dev.callgate.protocol.Json;
import dev.callgate.scan.Jars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ScanCommandTest {
  private static final String POLICY =
      """
      callgate: 1
      name: shop
      rules:
        - id: refund
          match:
            class: com.acme.Shop
            method: refund
          decide: gate
      """;

  private static final Map<String, byte[]> SHOP =
      Jars.compile(
          """
          package com.acme;
          public class Shop {
            public void refund(String customer) {}
            public static class Files {
              public void deleteAll(java.util.List<String> names, int[] sizes) {}
            }
          }
          """);

  private final Path directory;

  ScanCommandTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private String policy(String text) throws Exception {
    return Files.writeString(directory.resolve("shop.callgate.yaml"), text).toString();
  }

  private String jar() throws Exception {
    return Jars.jar(directory.resolve("shop.jar"), SHOP);
  }

  @Test
  void aRuleThatHoldsSomethingIsCleanAndSaysWhat() throws Exception {
    CapturedRun run = CapturedRun.of("policy", "scan", "--policy", policy(POLICY), jar());

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains(
            "scanned 2 classes from 1 jar",
            "shop/refund   1 method in 1 type",
            "com.acme.Shop (shop.jar) [refund(String)]",
            "com.acme.Shop$Files.deleteAll(List, int[]) (shop.jar)");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aTypoIsFoundWantingWithItsPlace() throws Exception {
    String file = policy(POLICY.replace("acme.Shop", "acme.Shpo"));

    CapturedRun run = CapturedRun.of("policy", "scan", "--policy", file, jar());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "shop/refund   !! matches nothing",
            file
                + ":4: error [SCAN02] class com.acme.Shpo is not on the class path; did you mean com.acme.Shop?",
            file + ":4: error [SCAN01] shop/refund matches no method");
  }

  @Test
  void programsGetEverythingAsJson() throws Exception {
    CapturedRun run =
        CapturedRun.of("policy", "scan", "-o", "json", "--policy", policy(POLICY), jar());

    assertThat(run.status()).isZero();
    JsonNode json = Json.readTree(run.out());
    JsonNode method = json.path("rules").path(0).path("methods").path(0);
    assertThat(method.path("class").asString()).isEqualTo("com.acme.Shop");
    assertThat(method.path("descriptor").asString()).isEqualTo("(Ljava/lang/String;)V");
    assertThat(json.path("uncovered").path(0).path("method").asString()).isEqualTo("deleteAll");
    assertThat(json.path("findings").size()).isZero();
  }

  @Test
  void sarifNamesRuleFileAndLine() throws Exception {
    String file = policy(POLICY.replace("acme.Shop", "acme.Shpo"));

    CapturedRun run = CapturedRun.of("policy", "scan", "-o", "sarif", "--policy", file, jar());

    assertThat(run.status()).isEqualTo(1);
    JsonNode log = Json.readTree(run.out());
    assertThat(log.path("version").asString()).isEqualTo("2.1.0");
    JsonNode result = log.path("runs").path(0).path("results").path(0);
    assertThat(result.path("ruleId").asString()).isEqualTo("SCAN02");
    assertThat(result.path("level").asString()).isEqualTo("error");
    JsonNode rule = log.at("/runs/0/tool/driver/rules").path(result.path("ruleIndex").asInt());
    assertThat(rule.path("id").asString()).isEqualTo("SCAN02");
    JsonNode place = result.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asString())
        .isEqualTo(Path.of(file).toUri().getRawPath().startsWith("/") ? "file:" + file : file);
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(4);
  }

  @Test
  void whatIsSuggestedPassesTheCheckAndHoldsWhatWasUncovered() throws Exception {
    CapturedRun suggested = CapturedRun.of("policy", "scan", "--suggest", jar());
    String file = policy(suggested.out());

    assertThat(CapturedRun.of("policy", "check", file).status()).isZero();
    CapturedRun scanned = CapturedRun.of("policy", "scan", "-o", "json", "--policy", file, jar());
    assertThat(scanned.status()).isZero();
    JsonNode json = Json.readTree(scanned.out());
    assertThat(json.path("uncovered").size()).isZero();
    assertThat(json.path("rules").path(0).path("methods").size()).isEqualTo(1);
    assertThat(json.path("rules").path(1).path("methods").size()).isEqualTo(1);
  }

  @Test
  void aBaselineFailsForWhatIsNewAndForNothingElse() throws Exception {
    String baseline = directory.resolve("known.txt").toString();
    assertThat(CapturedRun.of("policy", "scan", "--write-baseline", baseline, jar()).status())
        .isZero();

    CapturedRun same = CapturedRun.of("policy", "scan", "--baseline", baseline, jar());
    assertThat(same.status()).isZero();
    assertThat(same.out()).doesNotContain("irreversible-looking");

    String more =
        Jars.jar(
            directory.resolve("more.jar"),
            Jars.compile("package com.acme; public class Mail { public void send() {} }"));
    CapturedRun grown = CapturedRun.of("policy", "scan", "--baseline", baseline, jar(), more);
    assertThat(grown.status()).isEqualTo(1);
    assertThat(grown.out()).contains("com.acme.Mail.send()").doesNotContain("deleteAll");
  }

  @Test
  void whatCannotBeReadIsOneLineAndUsage() throws Exception {
    CapturedRun noJar = CapturedRun.of("policy", "scan", directory.resolve("no.jar").toString());
    CapturedRun noBaseline = CapturedRun.of("policy", "scan", "--baseline", policy(POLICY), jar());
    CapturedRun wrongPolicy =
        CapturedRun.of("policy", "scan", "--policy", policy("callgate: 2\n"), jar());

    assertThat(noJar.status()).isEqualTo(2);
    assertThat(noJar.err()).contains("no such file or directory").hasLineCount(1);
    assertThat(noBaseline.status()).isEqualTo(2);
    assertThat(noBaseline.err()).contains("not a baseline").hasLineCount(1);
    assertThat(wrongPolicy.status()).isEqualTo(2);
    assertThat(wrongPolicy.err()).contains("not scanned: the policies are wrong");
    assertThat(noJar.out() + noBaseline.out() + wrongPolicy.out()).isEmpty();
  }

  private static final String COVERAGE =
      """
      {"v":1,"jvm":"j","seq":3,"atMillis":1,"last":true,"ruleSetDigest":"DIGEST","methods":1,"refusedClasses":0,
       "gateFailures":0,"strippedClasses":0,"rulesLeftOut":0,"rules":[
       {"rule":"shop/refund","source":"x:4","decide":"gate","written":"gate","matched":WOVEN,"woven":WOVEN,"refusedClasses":0,
        "spared":12,"applied":5,"undecided":2,"undecidedBy":null,"held":5,"covered":0,"denied":0,"unasked":0,"audited":0,
        "wouldHold":0,"wouldDeny":0,"ended":[]}]}
      """;

  private CapturedRun withCoverage(String woven) throws Exception {
    String file = policy(POLICY);
    String digest =
        CapturedRun.of("policy", "check", file)
            .err()
            .replaceAll("(?s).*(sha256:[0-9a-f]+).*", "$1");
    Path report =
        Files.writeString(
            directory.resolve("coverage.json"),
            COVERAGE.replace("DIGEST", digest).replace("WOVEN", woven));
    return CapturedRun.of(
        "policy", "scan", "--policy", file, "--coverage", report.toString(), jar());
  }

  @Test
  void whatTheRuleHasDoneInAProgramStandsBesideIt() throws Exception {
    CapturedRun run = withCoverage("1");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains(
            "note [SCAN11] in the program it stood in 1 method; calls: 17, held 5, denied 0, undecided 2");
  }

  @Test
  void aRuleThatStoodNowhereInTheProgramIsTold() throws Exception {
    assertThat(withCoverage("0").out())
        .contains(
            "warning [SCAN11] in the program the rule stood in no method, and here it finds 1");
  }

  @Test
  void whatIsNoCoverageReportIsFoundWanting() throws Exception {
    String file = policy(POLICY);
    CapturedRun run = CapturedRun.of("policy", "scan", "--policy", file, "--coverage", file, jar());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no coverage report: ");
  }

  @Test
  void packsThatWouldApplyAreSuggestedAndTheSuggestionPassesTheCheck() throws Exception {
    String jar =
        Jars.jar(
            directory.resolve("pay.jar"),
            Jars.compile("package org.kohsuke.github; public class GHRepository { void x() {} }"));

    CapturedRun text = CapturedRun.of("policy", "scan", jar);
    assertThat(text.out())
        .contains(
            "packs that would apply (add them to include)",
            "    \"pack:github@1\": org.kohsuke.github.GHRepository (pay.jar)");
    JsonNode json =
        Json.mapper().readTree(CapturedRun.of("policy", "scan", "-o", "json", jar).out());
    assertThat(json.at("/packs/0/include").asString()).isEqualTo("pack:github@1");
    assertThat(CapturedRun.of("policy", "scan", "-o", "sarif", jar).out())
        .contains("SCAN13", "pack:github@1 would apply");

    CapturedRun suggested = CapturedRun.of("policy", "scan", "--suggest", jar);
    assertThat(suggested.out()).contains("\ninclude: [\"pack:github@1\"]");
    assertThat(CapturedRun.of("policy", "check", policy(suggested.out())).status()).isZero();
    // The twin: what is included is not suggested.
    assertThat(CapturedRun.of("policy", "scan", "--policy", policy(suggested.out()), jar).out())
        .doesNotContain("packs that would apply");
    // Beside rules that only record, a pack is for a person to switch on.
    String both = CapturedRun.of("policy", "scan", "--suggest", jar, jar()).out();
    assertThat(both).contains("\n# include: [\"pack:github@1\"]", "decide: audit");
    assertThat(
            CapturedRun.of("policy", "check", policy(both.replace("# include", "include")))
                .status())
        .isZero();
  }
}
