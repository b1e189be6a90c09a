package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The twins: near a gate, and nobody's business. They run also when every gated call is refused.
 */
final class FreeCases {
  private FreeCases() {}

  static List<Case> cases() {
    IntUnaryOperator lambda =
        x -> {
          Effects.ran();
          return x + 8;
        };
    IntUnaryOperator reference = FreeCases::unmarked;
    return new Cases("free")
        .free("unmarked-neighbour", 1, 2, () -> unmarked(1))
        .free("unmarked-overload", 1, 3, () -> overloaded(1))
        .free("overload-named-by-no-rule", 1, 1, () -> RuleCases.overloaded(1))
        .free("same-name-in-another-class", 1, 4, () -> new Elsewhere().deed(1))
        .free("constructor-of-a-marked-class", 1, 5, () -> new MarkedClass(5).x)
        .free("to-string-of-a-marked-class", 2, "marked 5", () -> new MarkedClass(5).toString())
        .free("hash-code-of-a-marked-class", 2, 5, () -> new MarkedClass(5).hashCode())
        .free(
            "equals-of-a-marked-class",
            3,
            true,
            () -> new MarkedClass(5).equals(new MarkedClass(5)))
        .free("own-method-of-a-marked-class-s-heir", 2, 6, () -> new Heir().own(1))
        .free("unmarked-body-called-as-its-own-class", 1, 7, () -> new Unrelated().wanted(1))
        .free("lambda-of-another-interface", 1, 9, () -> lambda.applyAsInt(1))
        .free("reference-of-another-interface", 1, 2, () -> reference.applyAsInt(1))
        .free("lambda-in-a-class-of-which-all-is-gated", 1, 9, () -> Globbed.LAMBDA.applyAsInt(1))
        .list();
  }

  static int unmarked(int x) {
    Effects.ran();
    return x + 1;
  }

  static int overloaded(int x) {
    Effects.ran();
    return x + 2;
  }

  @Irreversible
  static int overloaded(String x) {
    Effects.ran();
    return x.length();
  }

  /** A rule names the class and no method: a lambda in it is a piece of whoever calls it. */
  static final class Globbed {
    static final IntUnaryOperator LAMBDA =
        x -> {
          Effects.ran();
          return x + 8;
        };

    private Globbed() {}
  }

  static final class Elsewhere {
    int deed(int x) {
      Effects.ran();
      return x + 3;
    }
  }

  @Irreversible
  static class MarkedClass {
    final int x;

    MarkedClass(int x) {
      Effects.ran();
      this.x = x;
    }

    int deed() {
      Effects.ran();
      return x;
    }

    @Override
    public String toString() {
      Effects.ran();
      return "marked " + x;
    }

    @Override
    public int hashCode() {
      Effects.ran();
      return x;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      Effects.ran();
      return other instanceof MarkedClass that && x == that.x;
    }
  }

  static final class Heir extends MarkedClass {
    Heir() {
      super(1);
    }

    int own(int y) {
      Effects.ran();
      return y + 5;
    }
  }

  /** Its body is gated for nobody: no heir of it implements a marked interface. */
  static class Unrelated {
    int wanted(int x) {
      Effects.ran();
      return x + 6;
    }
  }
}
