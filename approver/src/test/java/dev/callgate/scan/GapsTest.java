package dev.callgate.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rule that holds something lets pass under another form, and packs that would hold it. */
class GapsTest {
  private static final Map<String, byte[]> SHOP =
      Jars.compile(
          """
          package com.acme;
          public interface Tool { String run(String arguments); }
          """,
          """
          package com.acme;
          public class Desk implements Tool {
            @Override public String run(String arguments) { return arguments; }
            public static Tool lambda() { return text -> text.trim(); }
          }
          """,
          """
          package com.acme;
          public class Clerk {
            public void drop(java.sql.Statement statement) throws java.sql.SQLException {
              statement.execute("drop table t");
            }
          }
          """,
          """
          package com.acme;
          public abstract class Driver implements java.sql.Statement {
            @Override public boolean execute(String sql) { return false; }
          }
          """,
          """
          package org.kohsuke.github;
          public class GHRepository { public void delete() {} }
          """);
  private static final String ON_SQL =
      """
        - id: sql
          match: {subtypes_of: java.sql.Statement, method: "execute(String sql)"}
          when: {arg: sql, as: sql.verbs, has_any: [drop]}
          decide: gate
      """;

  private final Path directory;

  GapsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Scanned scan(String rules) throws Exception {
    return Scanned.of(directory, rules, Jars.jar(directory.resolve("shop.jar"), SHOP));
  }

  @Test
  void lambdasBesideAClassAreNoticedAndBySupertypeTheyAreHeld() throws Exception {
    Scanned byClass =
        scan("  - id: run\n    match: {class: com.acme.Desk, method: run}\n    decide: gate\n");
    assertThat(byClass.findings("run"))
        .containsExactly(
            "warning [SCAN04] 1 lambda does the same for com.acme.Tool, such as in com.acme.Desk.lambda, and the rule goes by the class alone; use subtypes_of: com.acme.Tool");
    assertThat(byClass.report().hasErrors()).isFalse();

    Scanned bySupertype =
        scan(
            "  - id: run\n    match: {subtypes_of: com.acme.Tool, method: run}\n    decide: gate\n");
    assertThat(bySupertype.findings("run")).isEmpty();
    assertThat(bySupertype.rule("run").lambdas()).hasSize(1);
  }

  @Test
  void textThatIsPreparedGoesPastARuleOnStatements() throws Exception {
    assertThat(scan(ON_SQL).findings("sql"))
        .contains(
            "warning [SCAN09] the same text reaches the database by Connection.prepareStatement and prepareCall, which no rule holds; include pack:jdbc@1, or gate that too");

    String preparing =
        """
          - id: prepare
            match: {subtypes_of: java.sql.Connection, method: ["prepareStatement(String sql, ..)", "prepareCall(String sql, ..)"]}
            decide: audit
        """;
    assertThat(scan(ON_SQL + preparing).findings("sql"))
        .noneMatch(finding -> finding.contains("SCAN09"));
    String executing =
        """
          - id: executed
            match: {subtypes_of: java.sql.PreparedStatement, method: ["execute()", "executeUpdate()"]}
            decide: audit
        """;
    assertThat(scan(ON_SQL + executing).findings("sql"))
        .noneMatch(finding -> finding.contains("SCAN09"));
    assertThat(
            scan(ON_SQL.replace("    when: {arg: sql, as: sql.verbs, has_any: [drop]}\n", ""))
                .findings("sql"))
        .noneMatch(finding -> finding.contains("SCAN09"));
  }

  @Test
  void anExceptionWhoseMatchMeansNothingIsNoticed() throws Exception {
    String rule =
        """
          - id: run
            match: {subtypes_of: com.acme.Tool, method: run}
            decide: deny
        exceptions:
          - {id: some, of: run, decide: gate, until: 2998-12-31, reason: tried, match: {class: com.acme.%s}}
        """;
    assertThat(scan(rule.formatted("Bench")).report().findings())
        .extracting(Finding::toLine)
        .anyMatch(
            line ->
                line.endsWith(
                    "warning [SCAN14] the match of the exception some means no method that the rule holds; correct it, or remove it"));
    assertThat(scan(rule.formatted("Desk")).report().findings())
        .noneMatch(finding -> finding.code() == ScanCode.SCAN14);
  }

  @Test
  void packsOfWhatIsThereAndNotIncludedAreNamed() throws Exception {
    assertThat(scan(ON_SQL).report().packs())
        .containsExactly(
            new ApplyingPack("pack:github@1", "org.kohsuke.github.GHRepository (shop.jar)"),
            new ApplyingPack(
                "pack:jdbc@1", "com.acme.Clerk calls java.sql.Statement.execute (shop.jar)"));
  }
}
