package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import dev.callgate.Redacted;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Parameter lists: wide values between narrow ones, many, none, generic, variable. */
final class SignatureCases {
  private final String prefix;

  private SignatureCases(String prefix) {
    this.prefix = prefix;
  }

  static List<Case> cases() {
    Class<?> here = SignatureCases.class;
    SignatureCases self = new SignatureCases("p:");
    BiFunction<Long, Double, String> wideReference = self::wide;
    return new Cases("signature")
        .everyPath("none", "p:", self::none, here, "none", self)
        .everyPath("wide", "p:1 2.0", () -> self.wide(1L, 2.0), here, "wide", self, 1L, 2.0)
        .gated("wide/method-reference", "p:1 2.0", () -> wideReference.apply(1L, 2.0))
        .everyPath(
            "wide-between-narrow",
            "1 2 3.0 4 5.0 true 6",
            () -> mixed((byte) 1, 2L, 3.0, '4', 5.0f, true, 6L),
            here,
            "mixed",
            null,
            (byte) 1,
            2L,
            3.0,
            '4',
            5.0f,
            true,
            6L)
        .everyPath(
            "many",
            "p:1 2 3 4 5 6 7.0 8 9 10.0 11 twelve",
            () -> self.many(1, 2L, 3, 4L, 5, 6L, 7.0, 8, 9L, 10.0, 11, "twelve"),
            here,
            "many",
            self,
            1,
            2L,
            3,
            4L,
            5,
            6L,
            7.0,
            8,
            9L,
            10.0,
            11,
            "twelve")
        .gated("varargs/several", "p:a+b", () -> self.joined("a", "b"))
        .everyPath(
            "varargs/array",
            "p:a+b",
            () -> self.joined(new String[] {"a", "b"}),
            here,
            "joined",
            self,
            (Object) new String[] {"a", "b"})
        .gated("varargs/empty", "p:", self::joined)
        .everyPath(
            "primitive-varargs", 6, () -> sum(1, 2, 3), here, "sum", null, new int[] {1, 2, 3})
        .everyPath(
            "generic",
            List.of("x"),
            () -> chosen(List.of("x"), Map.of()),
            here,
            "chosen",
            null,
            List.of("x"),
            Map.of())
        .everyPath(
            "bounded",
            9,
            () -> greatest(List.of(3, 9, 4)),
            here,
            "greatest",
            null,
            List.of(3, 9, 4))
        .everyPath("redacted", 4, () -> length("1234"), here, "length", null, "1234")
        .list();
  }

  @Irreversible
  private String none() {
    Effects.ran();
    return prefix;
  }

  @Irreversible
  private String wide(long a, double b) {
    Effects.ran();
    return prefix + a + " " + b;
  }

  @Irreversible
  private static String mixed(byte a, long b, double c, char d, float e, boolean f, long g) {
    Effects.ran();
    return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g;
  }

  @Irreversible
  private String many(
      int a,
      long b,
      int c,
      long d,
      int e,
      long f,
      double g,
      int h,
      long i,
      double j,
      int k,
      String l) {
    Effects.ran();
    return prefix + a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g + " " + h + " "
        + i + " " + j + " " + k + " " + l;
  }

  @Irreversible
  private String joined(String... parts) {
    Effects.ran();
    return prefix + String.join("+", parts);
  }

  @Irreversible
  private static int sum(int... parts) {
    Effects.ran();
    int sum = 0;
    for (int part : parts) {
      sum += part;
    }
    return sum;
  }

  @Irreversible
  private static <T, M extends Map<T, @Nullable T>> T chosen(T one, M others) {
    Effects.ran();
    return others.isEmpty() ? one : others.keySet().iterator().next();
  }

  @Irreversible
  private static <T extends Comparable<T>> T greatest(List<T> from) {
    Effects.ran();
    T greatest = from.get(0);
    for (T one : from) {
      greatest = one.compareTo(greatest) > 0 ? one : greatest;
    }
    return greatest;
  }

  @Irreversible
  private static int length(@Redacted String secret) {
    Effects.ran();
    return secret.length();
  }
}
