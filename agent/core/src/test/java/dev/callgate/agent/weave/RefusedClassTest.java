package dev.callgate.agent.weave;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedClassTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain words | plain words",
        "rule p/r (p.yaml:3) | rule p_r (p_yaml:3)",
        "a; b | a, b",
        "Object[] | Object()",
        "<init> is native | <init> is native",
        "'quoted \"twice\"' | 'quoted \"twice\"'",
        "Zoë 漢字 🙂 | Zoë 漢字 🙂",
        "ends with / | ends with _",
      })
  void theLoadingDiesWithTheReason(String why, String quoted) {
    assertThatThrownBy(() -> define(RefusedClass.bytes(why)))
        .isExactlyInstanceOf(NoClassDefFoundError.class)
        .hasMessageContaining("callgate: not loaded, because " + quoted);
  }

  @Test
  void aReasonOfSeveralLinesIsOneLine() {
    assertThatThrownBy(() -> define(RefusedClass.bytes("one\ntwo\tthree\u0000")))
        .isExactlyInstanceOf(NoClassDefFoundError.class)
        .hasMessageContaining("because one two three ");
  }

  @Test
  void thereIsOneForTheWorstMoment() {
    assertThatThrownBy(() -> define(RefusedClass.WITHOUT_MESSAGE))
        .isExactlyInstanceOf(NoClassDefFoundError.class)
        .hasMessageContaining("this class could not be looked at");
  }

  private static void define(byte[] bytes) {
    new ClassLoader() {
      void define() {
        defineClass("acme.Any", bytes, 0, bytes.length);
      }
    }.define();
  }
}
