package dev.callgate.policy.trial;

import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Problem;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.When;
import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tests of one file, run against that file's rules and what holds without any file. Immutable.
 *
 * @param file as it was named
 * @param results in the order of the file
 * @param uncovered what no test shows, a line each
 */
public record TestRun(File file, List<TestResult> results, List<String> uncovered) {
  public TestRun {
    results = List.copyOf(results);
    uncovered = List.copyOf(uncovered);
  }

  /**
   * Reads the file, once for each environment its tests name, and asks its rules.
   *
   * @throws PolicyException when the file is not right, whatever its tests say
   */
  public static TestRun of(File file) throws PolicyException {
    return of(file, List.of());
  }

  /**
   * The same with packs that did not come with Callgate.
   *
   * @param packs files and folders
   */
  public static TestRun of(File file, List<File> packs) throws PolicyException {
    Tried tried = Tried.of(file, packs);
    return new TestRun(file, tried.results(), uncovered(file, tried.written(), tried.results()));
  }

  /** What authors should know of tests that pass, in the order of the file. */
  public List<Problem> warnings() {
    List<Problem> warnings = new ArrayList<>();
    for (TestResult result : results) {
      Problem warning = result.warning();
      if (warning != null) {
        warnings.add(warning);
      }
    }
    return warnings;
  }

  /** How many tests did not pass. */
  public int failed() {
    int failed = 0;
    for (TestResult result : results) {
      failed += result.passed() ? 0 : 1;
    }
    return failed;
  }

  /** A rule is shown by a call it applies to and, when it has a condition, one it leaves alone. */
  private static List<String> uncovered(File file, PolicySet policy, List<TestResult> results) {
    Set<String> fired = new HashSet<>();
    Set<String> spared = new HashSet<>();
    for (TestResult result : results) {
      fired.addAll(result.applying());
      for (Rule rule : result.verdict().harmless()) {
        if (!result.applying().contains(rule.origin())) {
          spared.add(rule.id());
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      if (isOthers(rule, file)
          || rule.id().startsWith("builtin/")
          || !rule.id().equals(rule.origin())) {
        continue;
      }
      if (!fired.contains(rule.id())) {
        lines.add(rule.id() + " has no test in which it applies");
      }
      if (!spared.contains(rule.id()) && !(rule.when() instanceof When.Always)) {
        lines.add(rule.id() + " has no test in which its condition is false");
      }
    }
    return lines;
  }

  /** Whether it is of a pack that the file only includes, which has tests of its own. */
  static boolean isOthers(Rule rule, File file) {
    return rule.isOfPack() && !rule.source().startsWith(file.getPath() + ":");
  }
}
