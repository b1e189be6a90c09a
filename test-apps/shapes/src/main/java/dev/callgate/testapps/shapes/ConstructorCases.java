package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Constructors: the gate stands before super(...), so nothing at all may have happened. */
final class ConstructorCases {
  private ConstructorCases() {}

  static List<Case> cases() {
    ConstructorCases outer = new ConstructorCases();
    return new Cases("constructor")
        .gated("plain", 1, () -> new Plain(1).x)
        .gated(
            "plain/reflection",
            1,
            () -> Plain.class.getDeclaredConstructor(int.class).newInstance(1).x)
        .gated(
            "plain/method-handle",
            1,
            () ->
                ((Plain)
                        MethodHandles.lookup()
                            .findConstructor(
                                Plain.class, MethodType.methodType(void.class, int.class))
                            .invoke(1))
                    .x)
        .gated("private", 2, () -> new Private().x)
        .gated("wide-arguments", "1 2.0 x", () -> new Wide(1L, 2.0, "x").text)
        .gated("varargs", 3, () -> new Varargs(1, 2, 3).count)
        .gated("null-argument", null, () -> new Nothing(null).it)
        .gated("super-with-effects", 2, 4, () -> new Child(4).x)
        .gated("field-initialiser-with-effects", 2, 5, () -> new Initialised().x)
        .gated("this-delegation", 2, 6, () -> new Delegating().x)
        // only the second is marked; the first reaches it by this(...)
        .gated("delegation-to-a-marked-one", 7, () -> new ToMarked().x)
        // the mark is on the first only; what it delegates to runs once it was let through
        .gated("delegation-from-a-marked-one", 2, 8, () -> new FromMarked().x)
        .gated("subclass-of-a-marked-one", 9, () -> new OfMarked().x)
        .gated("anonymous-subclass-of-a-marked-one", 10, () -> new Plain(10) {}.x)
        .gated("inner", 11, () -> outer.new Inner(11).x)
        .gated("generic", "g", () -> new Generic<>("g").it)
        .gated(
            "that-throws-when-it-runs",
            "thrown",
            () -> {
              try {
                new Throwing("thrown");
                return "nothing thrown";
              } catch (IllegalStateException expected) {
                return expected.getMessage();
              }
            })
        .list();
  }

  static class Plain {
    final int x;

    @Irreversible
    Plain(int x) {
      Effects.ran();
      this.x = x;
    }
  }

  static final class Private {
    final int x;

    @Irreversible
    private Private() {
      Effects.ran();
      x = 2;
    }
  }

  static final class Wide {
    final String text;

    @Irreversible
    Wide(long a, double b, String c) {
      Effects.ran();
      text = a + " " + b + " " + c;
    }
  }

  static final class Varargs {
    final int count;

    @Irreversible
    Varargs(int... parts) {
      Effects.ran();
      count = parts.length;
    }
  }

  static final class Nothing {
    final @Nullable Object it;

    @Irreversible
    Nothing(@Nullable Object it) {
      Effects.ran();
      this.it = it;
    }
  }

  static class Parent {
    Parent() {
      Effects.ran();
    }
  }

  static final class Child extends Parent {
    final int x;

    @Irreversible
    Child(int x) {
      super();
      Effects.ran();
      this.x = x;
    }
  }

  static final class Initialised {
    final int x = counted();

    @Irreversible
    Initialised() {
      Effects.ran();
    }

    private static int counted() {
      Effects.ran();
      return 5;
    }
  }

  static final class Delegating {
    final int x;

    @Irreversible
    Delegating() {
      this(6);
      Effects.ran();
    }

    @Irreversible
    Delegating(int x) {
      Effects.ran();
      this.x = x;
    }
  }

  static final class ToMarked {
    final int x;

    ToMarked() {
      this(7);
    }

    @Irreversible
    ToMarked(int x) {
      Effects.ran();
      this.x = x;
    }
  }

  static final class FromMarked {
    final int x;

    @Irreversible
    FromMarked() {
      this(8);
      Effects.ran();
    }

    FromMarked(int x) {
      Effects.ran();
      this.x = x;
    }
  }

  static final class OfMarked extends Plain {
    OfMarked() {
      super(9);
    }
  }

  @SuppressWarnings("ClassCanBeStatic") // its constructor has the outer object as hidden parameter
  final class Inner {
    final int x;

    @Irreversible
    Inner(int x) {
      Effects.ran();
      this.x = x;
    }
  }

  static final class Generic<T> {
    final T it;

    @Irreversible
    Generic(T it) {
      Effects.ran();
      this.it = it;
    }
  }

  static final class Throwing {
    @Irreversible
    Throwing(String message) {
      Effects.ran();
      throw new IllegalStateException(message);
    }
  }
}
