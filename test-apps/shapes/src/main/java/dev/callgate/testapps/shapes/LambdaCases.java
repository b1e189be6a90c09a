package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A marked method reached from inside a lambda, or turned into a function object. */
final class LambdaCases {
  private LambdaCases() {}

  static List<Case> cases() {
    LambdaCases self = new LambdaCases();
    Function<Integer, Integer> lambda = x -> deed(x);
    Function<Integer, Integer> unbox = LambdaCases::deed;
    BiFunction<LambdaCases, Integer, Integer> unbound = LambdaCases::own;
    Function<Integer, Integer> bound = self::own;
    Supplier<Made> constructor = Made::new;
    IntFunction<Function<Integer, Integer>> nested = a -> b -> deed(a + b);
    Callable<Integer> checked = () -> deed(1);
    return new Cases("lambda")
        .gated("called-from-a-lambda", 2, () -> lambda.apply(1))
        .gated("called-from-a-nested-lambda", 4, () -> nested.apply(1).apply(2))
        .gated("called-from-a-callable", 2, checked::call)
        .gated("reference-static", 2, () -> unbox.apply(1))
        .gated("reference-unbound", 3, () -> unbound.apply(self, 1))
        .gated("reference-bound", 3, () -> bound.apply(1))
        .gated("reference-constructor", 5, () -> constructor.get().value)
        .gated("stream", 3, 9, () -> IntStream.of(1, 2, 3).map(LambdaCases::deed).sum())
        .gated("composed", 2, 3, () -> unbox.andThen(LambdaCases::deed).apply(1))
        .list();
  }

  @Irreversible
  static int deed(int x) {
    Effects.ran();
    return x + 1;
  }

  @Irreversible
  int own(int x) {
    Effects.ran();
    return x + 2;
  }

  static final class Made {
    final int value;

    @Irreversible
    Made() {
      Effects.ran();
      value = 5;
    }
  }
}
