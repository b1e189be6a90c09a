package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Classes inside classes, methods and expressions. */
final class NestedCases {
  private final int offset;

  private NestedCases(int offset) {
    this.offset = offset;
  }

  static List<Case> cases() {
    NestedCases outer = new NestedCases(10);
    Inner inner = outer.new Inner();
    Inner.Innermost innermost = inner.new Innermost();
    StaticNested nested = new StaticNested();
    return new Cases("nested")
        .everyPath("inner", 11, () -> inner.deed(1), Inner.class, "deed", inner, 1)
        .gated("inner/private-through-nestmate", 12, () -> inner.privateDeed(1))
        .everyPath(
            "innermost", 13, () -> innermost.deed(1), Inner.Innermost.class, "deed", innermost, 1)
        .everyPath("static", 4, () -> nested.deed(1), StaticNested.class, "deed", nested, 1)
        .gated("static/private-static", 5, () -> StaticNested.privateDeed(1))
        .gated("local", 106, () -> inLocalClass(100))
        .gated("local-record", 7, NestedCases::inLocalRecord)
        .gated("local-interface", 8, NestedCases::inLocalInterface)
        .gated("anonymous-of-marked-interface", 109, () -> anonymous(100).deed(1))
        .gated("anonymous-of-marked-class", 110, () -> anonymousClass(100).deed(1))
        .gated("anonymous-with-own-mark", 111, () -> anonymousMark(100).applyAsInt(1))
        .list();
  }

  final class Inner {
    @Irreversible
    int deed(int x) {
      Effects.ran();
      return x + offset;
    }

    @Irreversible
    private int privateDeed(int x) {
      Effects.ran();
      return x + offset + 1;
    }

    final class Innermost {
      @Irreversible
      int deed(int x) {
        Effects.ran();
        return x + offset + 2;
      }
    }
  }

  static final class StaticNested {
    @Irreversible
    int deed(int x) {
      Effects.ran();
      return x + 3;
    }

    @Irreversible
    private static int privateDeed(int x) {
      Effects.ran();
      return x + 4;
    }
  }

  private static int inLocalClass(int captured) {
    class Local {
      @Irreversible
      int deed(int x) {
        Effects.ran();
        return x + 5 + captured;
      }
    }
    return new Local().deed(1);
  }

  private static int inLocalRecord() {
    record Local(int x) {
      @Irreversible
      int deed() {
        Effects.ran();
        return x + 6;
      }
    }
    return new Local(1).deed();
  }

  private static int inLocalInterface() {
    interface Local {
      @Irreversible
      default int deed(int x) {
        Effects.ran();
        return x + 7;
      }
    }
    return new Local() {}.deed(1);
  }

  interface Marked {
    @Irreversible
    int deed(int x);
  }

  private static Marked anonymous(int captured) {
    return new Marked() {
      @Override
      public int deed(int x) {
        Effects.ran();
        return x + 8 + captured;
      }
    };
  }

  abstract static class MarkedClass {
    @Irreversible
    abstract int deed(int x);
  }

  private static MarkedClass anonymousClass(int captured) {
    return new MarkedClass() {
      @Override
      int deed(int x) {
        Effects.ran();
        return x + 9 + captured;
      }
    };
  }

  private static IntUnaryOperator anonymousMark(int captured) {
    return new IntUnaryOperator() {
      @Irreversible
      @Override
      public int applyAsInt(int x) {
        Effects.ran();
        return x + 10 + captured;
      }
    };
  }
}
