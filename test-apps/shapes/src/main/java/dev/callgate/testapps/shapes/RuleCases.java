package dev.callgate.testapps.shapes;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Shapes without any mark: only rules of the policy file name them. */
final class RuleCases {
  private RuleCases() {}

  static List<Case> cases() {
    RuleCases self = new RuleCases();
    Heir heir = new Heir();
    Nested<String> nested = new Nested<>("n");
    IntUnaryOperator lambda = lambdaBody();
    Function<String, String> capturing = capturingLambdaBody("c");
    return new Cases("rule")
        .everyPath("static", 2, () -> ofStatic(1), RuleCases.class, "ofStatic", null, 1)
        .everyPath("private", 3, () -> self.ofPrivate(1), RuleCases.class, "ofPrivate", self, 1)
        .everyPath("glob", 4, () -> globbedByName(1), RuleCases.class, "globbedByName", null, 1)
        .gated("one-overload", 2, () -> overloaded(2L))
        .everyPath(
            "array",
            2,
            () -> ofArray(new byte[2]),
            RuleCases.class,
            "ofArray",
            null,
            (Object) new byte[2])
        .everyPath(
            "varargs",
            2,
            () -> ofVarargs("a", "b"),
            RuleCases.class,
            "ofVarargs",
            null,
            (Object) new String[] {"a", "b"})
        .everyPath("nested", "n", nested::get, Nested.class, "get", nested)
        .gated("constructor", 5, () -> new Made(5).x)
        .gated("lambda-body", 6, () -> lambda.applyAsInt(1))
        .gated("capturing-lambda-body", "cx", () -> capturing.apply("x"))
        .gated("interface-default", 7, () -> new Implementing().byDefault(1))
        .gated("interface-static", 8, () -> Named.ofStatic(1))
        .gated("subtypes-of", 9, () -> new Implementing().onPaper(1))
        .gated("inherited-body", 10, () -> heir.inherited(1))
        .gated("record", 11, () -> new Pair(1, 10).sum())
        .gated("enum-constant-body", 12, () -> Switch.ON.flip(1))
        .list();
  }

  static int ofStatic(int x) {
    Effects.ran();
    return x + 1;
  }

  private int ofPrivate(int x) {
    Effects.ran();
    return x + 2;
  }

  static int globbedByName(int x) {
    Effects.ran();
    return x + 3;
  }

  static int overloaded(long x) {
    Effects.ran();
    return (int) x;
  }

  /** Named by no rule; see {@link FreeCases}. */
  static int overloaded(int x) {
    Effects.ran();
    return x;
  }

  static int ofArray(byte[] x) {
    Effects.ran();
    return x.length;
  }

  static int ofVarargs(String... x) {
    Effects.ran();
    return x.length;
  }

  /** The rule names the method that the compiler makes of the body: lambda$lambdaBody$N. */
  @SuppressWarnings("UnnecessaryLambda") // it is what this is about
  private static IntUnaryOperator lambdaBody() {
    return x -> {
      Effects.ran();
      return x + 5;
    };
  }

  private static Function<String, String> capturingLambdaBody(String captured) {
    return x -> {
      Effects.ran();
      return captured + x;
    };
  }

  static final class Nested<T> {
    private final T it;

    Nested(T it) {
      this.it = it;
    }

    T get() {
      Effects.ran();
      return it;
    }
  }

  static final class Made {
    final int x;

    Made(int x) {
      Effects.ran();
      this.x = x;
    }
  }

  interface Named {
    int onPaper(int x);

    default int byDefault(int x) {
      Effects.ran();
      return x + 6;
    }

    static int ofStatic(int x) {
      Effects.ran();
      return x + 7;
    }
  }

  static final class Implementing implements Named {
    @Override
    public int onPaper(int x) {
      Effects.ran();
      return x + 8;
    }
  }

  static class Ancestor {
    int inherited(int x) {
      Effects.ran();
      return x + 9;
    }
  }

  static final class Heir extends Ancestor {}

  record Pair(int a, int b) {
    int sum() {
      Effects.ran();
      return a + b;
    }
  }

  enum Switch {
    ON {
      @Override
      int flip(int x) {
        Effects.ran();
        return x + 11;
      }
    };

    abstract int flip(int x);
  }
}
