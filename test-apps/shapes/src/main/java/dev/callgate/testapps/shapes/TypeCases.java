package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Records, enums, sealed types, and methods that every object has. */
final class TypeCases {
  private TypeCases() {}

  @SuppressWarnings("try") // the resource is there to be closed
  static List<Case> cases() {
    Point point = new Point(1, 2);
    Plain plain = new Plain();
    Object anything = new Object();
    AutoCloseable closeable = new Closing();
    return new Cases("type")
        .everyPath("record", 3, point::sum, Point.class, "sum", point)
        .everyPath("record-accessor", 2, point::y, Point.class, "y", point)
        .gated("record-compact-constructor", "Positive[x=7]", () -> new Positive(7).toString())
        .gated(
            "record-compact-constructor/reflection",
            "Positive[x=7]",
            () -> Positive.class.getDeclaredConstructor(int.class).newInstance(7).toString())
        .everyPath("enum", "low", Level.LOW::lower, Level.class, "lower", Level.LOW)
        .gated("enum-constant-body", "highest", Level.HIGH::described)
        .gated("enum-inherited-body", "level", Level.LOW::described)
        .gated("enum-abstract", 3, () -> Gear.SECOND.turn(1))
        .gated("sealed", 5, () -> new Shut().pass(1))
        .everyPath("to-string", "plain", plain::toString, Plain.class, "toString", plain)
        .gated("to-string/string-concatenation", "it is plain", () -> "it is " + plain)
        .everyPath("hash-code", 42, plain::hashCode, Plain.class, "hashCode", plain)
        .everyPath(
            "equals", true, () -> plain.equals(anything), Plain.class, "equals", plain, anything)
        .gated("compare-to", 0, () -> new Weight(1).compareTo(new Weight(1)))
        .gated(
            "close",
            null,
            () -> {
              try (AutoCloseable closing = closeable) {
                return null;
              }
            })
        .gated(
            "run",
            null,
            () -> {
              new Task().run();
              return null;
            })
        .list();
  }

  record Point(int x, int y) {
    @Irreversible
    int sum() {
      Effects.ran();
      return x + y;
    }

    @Irreversible
    @Override
    public int y() {
      Effects.ran();
      return y;
    }
  }

  record Positive(int x) {
    @Irreversible
    Positive {
      Effects.ran();
      if (x <= 0) {
        throw new IllegalArgumentException("not positive");
      }
    }
  }

  enum Level {
    LOW,
    HIGH {
      @Override
      String described() {
        Effects.ran();
        return "highest";
      }
    };

    @Irreversible
    String lower() {
      Effects.ran();
      return name().toLowerCase(Locale.ROOT);
    }

    @Irreversible
    String described() {
      Effects.ran();
      return "level";
    }
  }

  enum Gear {
    SECOND {
      @Override
      int turn(int x) {
        Effects.ran();
        return x + 2;
      }
    };

    @Irreversible
    abstract int turn(int x);
  }

  sealed interface Door permits Shut {
    @Irreversible
    int pass(int x);
  }

  record Shut() implements Door {
    @Override
    public int pass(int x) {
      Effects.ran();
      return x + 4;
    }
  }

  static final class Plain {
    @Irreversible
    @Override
    public String toString() {
      Effects.ran();
      return "plain";
    }

    @Irreversible
    @Override
    public int hashCode() {
      Effects.ran();
      return 42;
    }

    /** Equal to anything, so that the answer cannot be mistaken for a default. */
    @Irreversible
    @Override
    public boolean equals(@Nullable Object other) {
      Effects.ran();
      return other != null;
    }
  }

  record Weight(int grams) implements Comparable<Weight> {
    @Irreversible
    @Override
    public int compareTo(Weight other) {
      Effects.ran();
      return Integer.compare(grams, other.grams);
    }
  }

  static final class Closing implements AutoCloseable {
    @Irreversible
    @Override
    public void close() {
      Effects.ran();
    }
  }

  static final class Task implements Runnable {
    @Irreversible
    @Override
    public void run() {
      Effects.ran();
    }
  }
}
