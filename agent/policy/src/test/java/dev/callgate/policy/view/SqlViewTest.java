package dev.callgate.policy.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import dev.callgate.policy.Problem;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.view.sql.SqlDialect;
import dev.callgate.policy.view.sql.SqlText;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlViewTest {
  private static final String DROPS = "as: sql.verbs, has_any: [drop, truncate, delete]";

  @Test
  void verbsAreAskedFor(@TempDir Path directory) {
    assertThat(test(directory, DROPS, "drop table t")).isEqualTo(Truth.TRUE);
    assertThat(test(directory, DROPS, "select 'drop table t'")).isEqualTo(Truth.FALSE);
    assertThat(test(directory, "as: sql.verbs, has_none: [drop]", "select 1"))
        .isEqualTo(Truth.TRUE);
    assertThat(test(directory, "as: sql.verbs, has_all: [insert, delete]", "delete from t"))
        .isEqualTo(Truth.FALSE);
    assertThat(test(directory, "as: sql.missing_where, eq: true", "delete from t"))
        .isEqualTo(Truth.TRUE);
    assertThat(test(directory, "as: sql.missing_where, eq: true", "delete from t where id = 1"))
        .isEqualTo(Truth.FALSE);
    assertThat(test(directory, "as: sql.statements, gt: 1", "select 1; select 2;"))
        .isEqualTo(Truth.TRUE);
    assertThat(test(directory, "as: sql.statements, gt: 1", "select 1;")).isEqualTo(Truth.FALSE);
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "any        | select 1 # 2; drop table u              | UNDECIDED",
        "mysql      | select 1 # 2; drop table u              | FALSE",
        "postgresql | select 1 # 2; drop table u              | TRUE",
        "any        | select 'a\\'';drop table u; -- '        | UNDECIDED",
        "sqlserver  | select 'a\\'';drop table u; -- '        | FALSE",
        "oracle     | select 'a\\'; drop table u; -- '        | TRUE",
        "mysql      | select 'a\\'; drop table u; -- '        | UNDECIDED",
        "any        | select $a$ ; drop table u $a$           | UNDECIDED",
        "postgresql | select $a$ ; drop table u $a$           | FALSE",
        "mysql      | select 1 /*! ; drop table u */          | UNDECIDED",
        "postgresql | select 1 /*! ; drop table u */          | FALSE",
        "sqlite     | select 1 --1 ; drop table u             | FALSE",
        "mysql      | select 1 --1 ; drop table u             | TRUE",
        "sqlserver  | select [it's] ; drop table u            | TRUE",
        "oracle     | select q'[it's ; drop table u]' from d  | FALSE",
        "h2         | select 1 // 2 ; drop table u            | UNDECIDED",
      })
  void theDatabaseDecidesWhatATextSays(
      String dialect, String sql, Truth drops, @TempDir Path directory) {
    String view = DROPS + (dialect.equals("any") ? "" : ", dialect: " + dialect);

    assertThat(test(directory, view, sql)).isEqualTo(drops);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate the table",
        "sp_who",
        "1",
        "'drop table u'",
        "drop table u \u0000",
        "\u00a0drop table u",
        "select 1;\u2003drop table u",
        "ınsert into t values (1)",
        "\u0001drop table u",
        "select 1; select 'open",
        "select (1",
        "select 1)",
        "select 1 from t where@x = 1",
        "'open",
        "<<label>> drop table u",
      })
  void whatNoDatabaseOrNotEveryDatabaseReadsIsUndecided(String sql, @TempDir Path directory) {
    assertThat(test(directory, DROPS, sql)).isEqualTo(Truth.UNDECIDED);
    assertThat(test(directory, "as: sql.verbs, has_none: [drop]", sql)).isEqualTo(Truth.UNDECIDED);
    assertThat(test(directory, "as: sql.missing_where, eq: true", sql)).isEqualTo(Truth.UNDECIDED);
    assertThat(test(directory, "as: sql.statements, lt: 9", sql)).isEqualTo(Truth.UNDECIDED);
  }

  @Test
  void onlyTextIsReadAndNotTooMuch(@TempDir Path directory) {
    assertThat(test(directory, DROPS, null)).isEqualTo(Truth.UNDECIDED);
    assertThat(test(directory, DROPS, new StringBuilder("select 1"))).isEqualTo(Truth.UNDECIDED);
    String padding = " ".repeat(256 * 1024 - 8);
    assertThat(test(directory, DROPS, "select 1" + padding)).isEqualTo(Truth.FALSE);
    assertThat(test(directory, DROPS, "select 1" + padding + " ")).isEqualTo(Truth.UNDECIDED);
  }

  /** Each would take hours if looking ahead were not bounded. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(delete from t where ((((((((",
        "$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa$ ",
        "/*/*/*!",
        "'\\'\\",
        "[a'b\"",
        "q'[#--$a$",
        "delete from t where not not (",
        "case when case ",
        "grant update delete ",
        "begin ",
        "explain analyze ",
      })
  void hostileTextsAreAnsweredInTime(String piece, @TempDir Path directory) {
    String text = "select 1 " + piece.repeat(256 * 1024 / piece.length() - 10);

    assertThat(test(directory, DROPS, text)).isNotNull();
    assertThat(test(directory, DROPS, text.substring(9))).isNotNull();
  }

  @Test
  void aTurkishLocaleChangesNothing(@TempDir Path directory) {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr", "TR"));
    try {
      assertThat(test(directory, "as: sql.verbs, has_any: [insert]", "INSERT INTO t VALUES (1)"))
          .isEqualTo(Truth.TRUE);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aVerbThatNoStatementHasIsAMistake(@TempDir Path directory) {
    assertThat(problems(directory, "{arg: sql, as: sql.verbs, has_any: [drop, turncate]}"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("MEAN009");
              assertThat(problem.hint()).contains("truncate");
            });
    assertThat(problems(directory, "{arg: sql, as: sql.verbs, has_any: DROP}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.hint()).contains("'drop'"));
    assertThat(problems(directory, "{arg: sql, as: sql.verbs, eq: drop}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("TYP004"));
    assertThat(problems(directory, "{arg: sql, as: sql.verbs, has_any: drop, dialect: postgres}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.hint()).contains("postgresql"));
    assertThat(problems(directory, "{arg: sql, as: path, glob: \"/a\", dialect: h2}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("MEAN007"));
    assertThat(problems(directory, "{arg: sql, as: sql.verbs, has_any: drop, dialect: h2}"))
        .isEmpty();
  }

  /**
   * What is certain without knowing the database is what each database sees: if it were not, a
   * dialect could open what the general reading holds.
   */
  @Property(tries = 3000)
  void whatIsCertainForAllIsSoForEach(@ForAll("texts") String text) {
    SqlText any = SqlText.read(text, SqlDialect.ANY);
    if (any == null) {
      return;
    }
    for (SqlDialect dialect : SqlDialect.values()) {
      SqlText one = SqlText.read(text, dialect);
      if (one == null) {
        // this database refuses the text
        continue;
      }
      List<String> all = new java.util.ArrayList<>(any.verbs().certain());
      all.addAll(any.verbs().possible());
      assertThat(one.verbs().certain()).containsAll(any.verbs().certain());
      assertThat(all).containsAll(one.verbs().certain());
      if (any.missingWhere() != Truth.UNDECIDED) {
        assertThat(one.missingWhere()).isEqualTo(any.missingWhere());
      }
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "select ",
            "delete from t ",
            "drop table u ",
            "where ",
            "id = 1 ",
            "1 = 1 ",
            "or ",
            "; ",
            "'",
            "\"",
            "`",
            "[",
            "]",
            "(",
            ")",
            "--",
            "-- ",
            "#",
            "/*",
            "*/",
            "/*!",
            "//",
            "\n",
            "\r",
            "$$",
            "$a$",
            "\\",
            "q'[",
            "e'",
            "a",
            " ",
            "with x as ",
            "create trigger t ",
            "begin ",
            "end ",
            "explain analyze ",
            "update t set a = 1 ");
    return piece.list().ofMinSize(1).ofMaxSize(14).map(pieces -> String.join("", pieces));
  }

  private static List<Problem> problems(Path directory, String when) {
    return Policies.problems(
        directory,
        "callgate: 1\nname: p\nrules:\n  - {id: r, match: {class: com.acme.T, method: \"m(String sql)\"}, decide: deny, when: "
            + when
            + "}\n");
  }

  private static Truth test(Path directory, String view, @Nullable Object value) {
    return Objects.requireNonNull(
        Policies.condition(directory, "{arg: a, " + view + "}").test(Call.of(value, null)));
  }
}
