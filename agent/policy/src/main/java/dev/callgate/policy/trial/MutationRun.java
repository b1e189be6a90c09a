package dev.callgate.policy.trial;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Level;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Problem;
import dev.callgate.policy.Rule;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.condition.ConditionCompiler;
import dev.callgate.policy.condition.Truth;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the tests of one file notice: each condition is changed a little, one change at a time, and
 * the tests are run again. A change that no test notices is one that an author could make by
 * mistake. Immutable.
 *
 * @param file as it was named
 * @param mutants how many changes were tried
 * @param survivors those that no test noticed
 */
public record MutationRun(File file, int mutants, List<Mutant> survivors) {
  public MutationRun {
    survivors = List.copyOf(survivors);
  }

  /**
   * Tries every change.
   *
   * @param packs files and folders with packs that did not come with Callgate
   * @param tick runs after each change, for somebody who waits
   * @return null when a test fails without any change, so that nothing can be said
   * @throws PolicyException when the file is not right
   */
  public static @Nullable MutationRun of(File file, List<File> packs, Runnable tick)
      throws PolicyException {
    Tried tried = Tried.of(file, packs);
    List<Asked> asked = new ArrayList<>();
    for (Tried.Case one : tried.cases()) {
      if (!one.result().passed()) {
        return null;
      }
      asked.add(Asked.of(one));
    }
    List<Mutant> mutants = mutants(file, tried);
    List<Mutant> survivors = new ArrayList<>();
    for (Mutant mutant : mutants) {
      boolean noticed = false;
      for (Asked one : asked) {
        noticed = noticed || one.notices(mutant);
      }
      if (!noticed) {
        survivors.add(mutant);
      }
      tick.run();
    }
    return new MutationRun(file, mutants.size(), survivors);
  }

  /** In every environment: an exception may be for one of them only. */
  private static List<Mutant> mutants(File file, Tried tried) {
    Set<PolicySet> policies = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Rule> rules = new ArrayList<>(tried.written().rules());
    for (Tried.Case one : tried.cases()) {
      if (policies.add(one.policy())) {
        rules.addAll(one.policy().rules());
      }
    }
    Set<String> files = new LinkedHashSet<>();
    files.add(file.getPath());
    for (Rule rule : rules) {
      int end = rule.source().lastIndexOf(':');
      if (end > 0 && !TestRun.isOthers(rule, file)) {
        files.add(rule.source().substring(0, end));
      }
    }
    return Mutants.of(rules, files);
  }

  /** How many changes some test noticed. */
  public int noticed() {
    return mutants - survivors.size();
  }

  /** A line for each change that no test noticed. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (Mutant mutant : survivors) {
      problems.add(
          new Problem(
              mutant.at().file(),
              mutant.at().line(),
              mutant.at().column(),
              Level.WARNING,
              "TST006",
              mutant.rule() + ": no test notices " + mutant.change(),
              mutant.hint()));
    }
    return problems;
  }

  /**
   * A test and every rule about its call, so that only what changes is asked again.
   *
   * @param bound the rules about the call
   * @param applies which of them apply
   */
  private record Asked(TestResult result, List<BoundRule> bound, List<Boolean> applies) {
    static Asked of(Tried.Case one) {
      StubCall call = one.result().test().call();
      List<BoundRule> bound = new ArrayList<>();
      List<Boolean> applies = new ArrayList<>();
      for (Rule rule : one.policy().rules()) {
        BoundRule here = call.bind(rule);
        if (here != null) {
          bound.add(here);
          applies.add(here.condition().test(call) != Truth.FALSE);
        }
      }
      return new Asked(one.result(), bound, applies);
    }

    boolean notices(Mutant mutant) {
      StubCall call = result.test().call();
      List<Rule> applying = new ArrayList<>();
      boolean other = false;
      for (int i = 0; i < bound.size(); i++) {
        BoundRule here = bound.get(i);
        boolean now = applies.get(i);
        if (mutant.isIn(here.rule().when())) {
          now =
              ConditionCompiler.compile(mutant.in(here.rule().when()), here.parameterNames())
                      .test(call)
                  != Truth.FALSE;
          other |= now != applies.get(i);
        }
        if (now) {
          applying.add(here.rule());
        }
      }
      return other && !new TestResult(result.test(), Verdict.of(applying)).passed();
    }
  }
}
