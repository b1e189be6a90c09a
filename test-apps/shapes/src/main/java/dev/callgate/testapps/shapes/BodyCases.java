package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.io.IOException;
import java.util.List;

/** What may stand inside a gated body, and calls that lead to further gated calls. */
final class BodyCases {
  private BodyCases() {}

  static List<Case> cases() {
    return new Cases("body")
        .gated("overload-delegates", 2, "a default", () -> overloaded("a"))
        .gated("overload-chain", 3, 111, () -> chain(1))
        .gated("recursion", 4, 6, () -> factorial(3))
        .gated("marked-calls-another-marked", 2, 23, () -> first(1))
        .gated("exception-passes", "broken", () -> caughtFrom(1))
        .gated("catches-at-its-first-instruction", -1, () -> catching("no number"))
        // a handler around the whole body must not swallow the refusal
        .gated("catches-everything", 7, () -> catchingEverything("7"))
        .gated("finally-around-everything", 2, 9, () -> finallyCounting("9"))
        .gated("loop-back-to-the-first-instruction", 3, 0, () -> countdown(3))
        .gated("loop-around-a-parameter", 1, 6, () -> sumDown(3))
        .gated("synchronized-block", 4, () -> inMonitor(new Object()))
        .gated("parameter-reassigned", "bb", () -> reassigned("a"))
        .gated("several-returns", "odd", () -> parity(3))
        .gated("switch-on-string", 2, () -> switching("two"))
        .gated(
            "throws-checked",
            "checked",
            () -> {
              try {
                throwing();
                return "nothing thrown";
              } catch (IOException expected) {
                return expected.getMessage();
              }
            })
        .list();
  }

  @Irreversible
  static String overloaded(String a) {
    Effects.ran();
    return overloaded(a, "default");
  }

  @Irreversible
  static String overloaded(String a, String b) {
    Effects.ran();
    return a + " " + b;
  }

  @Irreversible
  static int chain(int a) {
    Effects.ran();
    return chain(a, 10);
  }

  @Irreversible
  static int chain(int a, int b) {
    Effects.ran();
    return chain(a, b, 100);
  }

  @Irreversible
  static int chain(int a, int b, int c) {
    Effects.ran();
    return a + b + c;
  }

  @Irreversible
  static int factorial(int n) {
    Effects.ran();
    return n == 0 ? 1 : n * factorial(n - 1);
  }

  @Irreversible
  static int first(int x) {
    Effects.ran();
    return second(x + 1) + 1;
  }

  @Irreversible
  static int second(int x) {
    Effects.ran();
    return x + 20;
  }

  private static String caughtFrom(int x) {
    try {
      return "returned " + breaking(x);
    } catch (IllegalStateException expected) {
      return String.valueOf(expected.getMessage());
    }
  }

  @Irreversible
  static int breaking(int x) {
    Effects.ran();
    if (x > 0) {
      throw new IllegalStateException("broken");
    }
    return x;
  }

  @Irreversible
  static int catching(String text) {
    try {
      Effects.ran();
      return Integer.parseInt(text);
    } catch (NumberFormatException expected) {
      return -1;
    }
  }

  @Irreversible
  static int catchingEverything(String text) {
    try {
      Effects.ran();
      return Integer.parseInt(text);
    } catch (Throwable everything) {
      Effects.ran();
      return -2;
    }
  }

  @Irreversible
  static int finallyCounting(String text) {
    try {
      Effects.ran();
      return Integer.parseInt(text);
    } finally {
      Effects.ran();
    }
  }

  /** Compiled so that the jump's target is the very first instruction of the body. */
  @Irreversible
  static int countdown(int n) {
    do {
      Effects.ran();
      n--;
    } while (n > 0);
    return n;
  }

  @Irreversible
  static int sumDown(int n) {
    Effects.ran();
    int sum = 0;
    while (n > 0) {
      sum += n--;
    }
    return sum;
  }

  @Irreversible
  static int inMonitor(Object monitor) {
    synchronized (monitor) {
      Effects.ran();
      return 4;
    }
  }

  @Irreversible
  static String reassigned(String a) {
    Effects.ran();
    a = "b";
    return a + a;
  }

  @Irreversible
  static String parity(int x) {
    Effects.ran();
    if (x % 2 == 0) {
      return "even";
    }
    return "odd";
  }

  @Irreversible
  static int switching(String word) {
    Effects.ran();
    return switch (word) {
      case "one" -> 1;
      case "two" -> 2;
      default -> 0;
    };
  }

  @Irreversible
  static void throwing() throws IOException {
    Effects.ran();
    throw new IOException("checked");
  }
}
