package dev.callgate.policy.trial;

import dev.callgate.policy.Layer;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicySource;
import dev.callgate.policy.PolicySources;
import dev.callgate.policy.PolicyTest;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.read.PolicyReader;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tests of one file, run against that file's rules and what holds without any file. Immutable.
 *
 * @param file as it was named
 * @param results in the order of the file
 * @param uncovered what no test shows, a line each
 */
public record TestRun(File file, List<TestResult> results, List<String> uncovered) {
  /** A test says itself what day it is, so no exception may be left out in reading. */
  private static final long EARLIEST = Long.MIN_VALUE;

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
    PolicySource source = new PolicySource(file, Layer.APPLICATION);
    PolicySources files = new PolicySources(List.of(source), packs);
    PolicySet written = PolicyReader.read(files, null, EARLIEST);
    Map<String, PolicySet> inEnvironment = new HashMap<>();
    List<TestResult> results = new ArrayList<>();
    for (PolicyTest test : written.tests()) {
      PolicySet policy = written;
      if (test.environment() != null) {
        policy = inEnvironment.get(test.environment());
        if (policy == null) {
          policy = PolicyReader.read(files, test.environment(), EARLIEST);
          inEnvironment.put(test.environment(), policy);
        }
      }
      results.add(new TestResult(test, Verdict.of(policy, test.call())));
    }
    return new TestRun(file, results, uncovered(file, written, results));
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
      // a pack that the file only includes has tests of its own
      boolean others = rule.isOfPack() && !rule.source().startsWith(file.getPath() + ":");
      if (others || rule.id().startsWith("builtin/") || !rule.id().equals(rule.origin())) {
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
}
