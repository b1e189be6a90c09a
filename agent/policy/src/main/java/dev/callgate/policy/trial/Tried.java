package dev.callgate.policy.trial;

import dev.callgate.policy.Layer;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicySource;
import dev.callgate.policy.PolicySources;
import dev.callgate.policy.PolicyTest;
import dev.callgate.policy.read.PolicyReader;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy with its tests, each tried in its environment. Immutable.
 *
 * @param written the policy where no environment is known
 * @param cases in the order of the file
 */
record Tried(PolicySet written, List<Case> cases) {
  /** A test says itself what day it is, so no exception may be left out in reading. */
  private static final long EARLIEST = Long.MIN_VALUE;

  Tried {
    cases = List.copyOf(cases);
  }

  /**
   * One test.
   *
   * @param policy as it is in the test's environment
   */
  record Case(PolicySet policy, TestResult result) {}

  /**
   * Reads the file, once for each environment its tests name, and asks its rules.
   *
   * @throws PolicyException when the file is not right, whatever its tests say
   */
  static Tried of(File file, List<File> packs) throws PolicyException {
    PolicySource source = new PolicySource(file, Layer.APPLICATION);
    PolicySources files = new PolicySources(List.of(source), packs);
    PolicySet written = PolicyReader.read(files, null, EARLIEST);
    Map<String, PolicySet> inEnvironment = new HashMap<>();
    List<Case> cases = new ArrayList<>();
    for (PolicyTest test : written.tests()) {
      PolicySet policy = written;
      if (test.environment() != null) {
        policy = inEnvironment.get(test.environment());
        if (policy == null) {
          policy = PolicyReader.read(files, test.environment(), EARLIEST);
          inEnvironment.put(test.environment(), policy);
        }
      }
      cases.add(new Case(policy, new TestResult(test, Verdict.of(policy, test.call()))));
    }
    return new Tried(written, cases);
  }

  List<TestResult> results() {
    List<TestResult> results = new ArrayList<>();
    for (Case tried : cases) {
      results.add(tried.result());
    }
    return results;
  }
}
