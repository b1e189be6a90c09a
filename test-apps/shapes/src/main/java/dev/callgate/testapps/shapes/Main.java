package dev.callgate.testapps.shapes;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Runs every case and says of each whether what was expected came of it. */
public final class Main {
  private Main() {}

  /**
   * Prints {@code CASE name OK} or {@code CASE name FAILED why} per case and at last {@code N ok, M
   * failed}. Exit status 0, 1 when a case failed, 2 for a wrong argument.
   *
   * @param args {@code --expect refused|run}, then perhaps {@code --cases PREFIX} for those whose
   *     name starts so
   */
  public static void main(String[] args) {
    Expectation expectation;
    String prefix;
    try {
      expectation = expectation(args);
      prefix = prefix(args);
    } catch (IllegalArgumentException wrong) {
      System.err.println("shapes: " + wrong.getMessage());
      System.exit(2);
      return;
    }
    System.exit(run(expectation, prefix, System.out) == 0 ? 0 : 1);
  }

  private static Expectation expectation(String... args) {
    if (args.length >= 2 && args[0].equals("--expect")) {
      for (Expectation expectation : Expectation.values()) {
        if (expectation.name().toLowerCase(Locale.ROOT).equals(args[1])) {
          return expectation;
        }
      }
    }
    throw new IllegalArgumentException("usage: shapes --expect refused|run [--cases PREFIX]");
  }

  private static String prefix(String... args) {
    if (args.length == 2) {
      return "";
    }
    if (args.length == 4 && args[2].equals("--cases")) {
      return args[3];
    }
    throw new IllegalArgumentException("usage: shapes --expect refused|run [--cases PREFIX]");
  }

  /** How many cases failed. No case at all counts as one failure: it would prove nothing. */
  static int run(Expectation expectation, String prefix, PrintStream out) {
    List<Case> cases = cases().filter(one -> one.name().startsWith(prefix)).toList();
    int failed = 0;
    for (Case one : cases) {
      String complaint = one.check(expectation);
      failed += complaint == null ? 0 : 1;
      out.println(
          "CASE " + one.name() + (complaint == null ? " OK" : " FAILED " + oneLine(complaint)));
    }
    out.println(cases.size() - failed + " ok, " + failed + " failed");
    return cases.isEmpty() ? 1 : failed;
  }

  static Stream<Case> cases() {
    return Stream.of(
            ModifierCases.cases(),
            KindCases.cases(),
            SignatureCases.cases(),
            InterfaceCases.cases(),
            InheritanceCases.cases(),
            TypeCases.cases(),
            NestedCases.cases(),
            LambdaCases.cases(),
            FunctionalCases.cases(),
            ConstructorCases.cases(),
            BodyCases.cases(),
            PathCases.cases(),
            RuleCases.cases(),
            FreeCases.cases())
        .flatMap(List::stream);
  }

  private static String oneLine(String text) {
    return String.join(" / ", text.lines().toList());
  }
}
