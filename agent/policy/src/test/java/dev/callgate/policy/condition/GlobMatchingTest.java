package dev.callgate.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobMatchingTest {
  @ParameterizedTest
  @CsvSource({
    "a.b.C, a.b.C, true",
    "a.b.C, a.b.C$D, false",
    "a.b.C*, a.b.C$D, true",
    "a.*.C, a.b.C, true",
    "a.*.C, a.b.b.C, false",
    "a.**.C, a.b.b.C, true",
    "a.**, a.b.C, true",
    "a.**, a, false",
    "**.C, C, false",
    "*delete*, undeleted, true",
    "ab*ba, aba, false",
    "a*b*c, aXbYbZc, true",
    "**a*.b, x.a.b, true",
  })
  void oneStarStopsAtADotAndTwoDoNot(String glob, String text, boolean expected) {
    assertThat(Glob.of(glob).matches(text)).isEqualTo(expected);
  }

  @Property(tries = 5000)
  void agreesWithTheDefinition(@ForAll("globs") String glob, @ForAll("texts") String text) {
    assertThat(Glob.of(glob).matches(text)).isEqualTo(byDefinition(glob, text));
  }

  @Property(tries = 20)
  void aLongTextAgainstManyStarsIsStillAnswered(@ForAll("texts") String part) {
    String text = ("a" + part).repeat(5000);

    assertThat(Glob.of("**a".repeat(20) + "**!").matches(text)).isFalse();
  }

  /** Tries every length for every star: exponential, and plainly right. */
  private static boolean byDefinition(String glob, String text) {
    if (glob.isEmpty()) {
      return text.isEmpty();
    }
    if (glob.charAt(0) != '*') {
      return !text.isEmpty()
          && text.charAt(0) == glob.charAt(0)
          && byDefinition(glob.substring(1), text.substring(1));
    }
    boolean both = glob.startsWith("**");
    String rest = glob.substring(both ? 2 : 1);
    for (int length = 0; length <= text.length(); length++) {
      if (!both && text.substring(0, length).contains(".")) {
        return false;
      }
      if (byDefinition(rest, text.substring(length))) {
        return true;
      }
    }
    return false;
  }

  @Provide
  Arbitrary<String> globs() {
    return Arbitraries.strings().withChars('a', 'b', '.', '*').ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('a', 'b', '.').ofMaxLength(9);
  }
}
