package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.Parameter;
import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.condition.Glob;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "delete | delete | ()V | true",
        "delete | delete | (I)V | true",
        "delete | deleteAll | ()V | false",
        "delete* | deleteAll | ()V | true",
        "delete() | delete | ()V | true",
        "delete() | delete | (I)V | false",
        "delete(..) | delete | (IJ)V | true",
        "d(int a) | d | (I)V | true",
        "d(int) | d | (J)V | false",
        "d(String s, ..) | d | (Ljava/lang/String;)V | true",
        "d(String s, ..) | d | (Ljava/lang/String;[B)V | true",
        "d(String s, ..) | d | ()V | false",
        "d(byte[] b) | d | ([B)V | true",
        "d(String... s) | d | ([Ljava/lang/String;)V | true",
        "d(int[]... s) | d | ([[I)V | true",
        "d(a.b.C$D x) | d | (La/b/C$D;)V | true",
        "d(a.b.C x) | d | (La/b/CC;)V | false",
        "d(long l, double d) | d | (JD)Ljava/lang/Object; | true",
        "<init>(int x) | <init> | (I)V | true",
        "<init> | <init> | ()V | true",
        "in* | <init> | ()V | false",
        "d( int  a ,String b ) | d | (ILjava/lang/String;)V | true",
      })
  void fitsMethodsByNameAndErasedParameters(
      String pattern, String name, String descriptor, boolean expected) throws SyntaxProblem {
    assertThat(SignatureParser.parse(pattern).matches(name, descriptor)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "a.b",
        "a b",
        "<clinit>",
        "a(",
        "a(int",
        "a(int,)",
        "a(,int)",
        "a(int a, long a)",
        "a(void)",
        "a(List<String> l)",
        "a(T t)",
        "a(int 1x)",
        "a(int a) b",
        "a(int a))",
        "a(.., int a)",
        "a(final int a)",
        "a(java.util.Map.Entry e)",
        "a,b",
        "1a",
        "a(int a b)",
        "a(int..)",
        "a(byte [ ] b)",
      })
  void refusesWhatIsNoSignature(String pattern) {
    assertThatThrownBy(() -> SignatureParser.parse(pattern)).isInstanceOf(SyntaxProblem.class);
  }

  @Test
  void aGlobWithASignatureNamesItsParameters() throws SyntaxProblem {
    MethodPattern pattern = SignatureParser.parse("delete*(String id, ..)");

    assertThat(pattern.exactName()).isNull();
    assertThat(pattern.parameters()).containsExactly(new Parameter("java.lang.String", "id"));
    assertThat(pattern.open()).isTrue();
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll("patterns") MethodPattern pattern) throws SyntaxProblem {
    assertThat(SignatureParser.parse(pattern.toString())).isEqualTo(pattern);
  }

  @Property
  void itsOwnDescriptorFits(@ForAll("patterns") MethodPattern pattern) {
    StringBuilder descriptor = new StringBuilder("(");
    List<Parameter> parameters = pattern.parameters();
    if (parameters != null) {
      parameters.forEach(p -> descriptor.append(p.descriptor()));
    }
    String exact = descriptor + ")V";
    String longer = descriptor + "I)V";

    assertThat(pattern.matches(pattern.name().text(), exact)).isTrue();
    assertThat(pattern.matches(pattern.name().text(), longer))
        .isEqualTo(pattern.open() || parameters == null);
  }

  @Provide
  Arbitrary<MethodPattern> patterns() {
    Arbitrary<String> names =
        Arbitraries.of("delete", "transfer", "a", "<init>", "del$x", "löschen");
    Arbitrary<String> elements =
        Arbitraries.of("int", "long", "double", "java.lang.String", "a.b.C$D", "java.util.List");
    Arbitrary<String> types =
        Combinators.combine(elements, Arbitraries.of("", "[]", "[][]")).as((e, d) -> e + d);
    Arbitrary<List<String>> lists = types.list().ofMaxSize(5);
    return Combinators.combine(names, lists, Arbitraries.integers().between(0, 3))
        .as(
            (name, list, form) -> {
              List<Parameter> parameters = new ArrayList<>();
              for (String type : list) {
                parameters.add(new Parameter(type, form % 2 == 0 ? "p" + parameters.size() : null));
              }
              return new MethodPattern(Glob.of(name), form == 3 ? null : parameters, form == 1);
            });
  }
}
