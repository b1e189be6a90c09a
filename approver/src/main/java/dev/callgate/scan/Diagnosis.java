package dev.callgate.scan;

import dev.callgate.match.Fault;
import dev.callgate.match.MatchedClass;
import dev.callgate.policy.ClassPattern;
import dev.callgate.policy.Match;
import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with rules, and why those that hold nothing do. */
final class Diagnosis {
  private static final String BUILT_IN = "builtin/";
  private static final String LAMBDAS = "$$Lambda";

  private final ClassWorld world;
  private final Survey survey;
  private final KnownNames names;
  private final Remarks remarks;

  Diagnosis(ClassWorld world, Survey survey) {
    this.world = world;
    this.survey = survey;
    names = new KnownNames(world);
    remarks = new Remarks(world);
  }

  List<Finding> of(List<RuleScan> rules) {
    List<Finding> findings = new ArrayList<>();
    for (RuleScan rule : rules) {
      int before = findings.size();
      if (isOptional(rule.rule()) && isAbsent(rule.rule().match())) {
        left(rule.rule(), findings);
      } else {
        absent(rule, findings);
        faults(rule, findings);
        if (rule.isDead()) {
          dead(rule, findings, findings.size() > before);
        } else {
          deadParts(rule, findings);
        }
      }
      remarks.on(rule, findings);
    }
    generalFaults(findings);
    return findings;
  }

  // The one that is always there: most programs have no annotation of ours, and lack nothing.
  private static boolean isOptional(Rule rule) {
    return rule.optional() || rule.id().startsWith(BUILT_IN);
  }

  private static void left(Rule rule, List<Finding> findings) {
    if (rule.optional()) {
      String message = rule.origin() + " matches no method: its library is not here";
      findings.add(new Finding(ScanCode.SCAN01, Level.NOTE, rule, message, ""));
    }
  }

  /** Whether nothing of what it names is there: the library is another program's. */
  private boolean isAbsent(Match match) {
    for (String name : named(match)) {
      if (find(name) != null) {
        return false;
      }
    }
    return true;
  }

  private static List<String> named(Match match) {
    List<String> named = new ArrayList<>(match.annotations());
    named.addAll(match.subtypesOf());
    named.addAll(match.exactClassNames());
    return named;
  }

  private void absent(RuleScan rule, List<Finding> findings) {
    Match match = rule.rule().match();
    absent(rule.rule(), "annotation", match.annotations(), findings);
    absent(rule.rule(), "type", match.subtypesOf(), findings);
    absent(rule.rule(), "class", match.exactClassNames(), findings);
  }

  private void absent(Rule rule, String what, Iterable<String> wanted, List<Finding> findings) {
    for (String name : wanted) {
      ScannedClass found = find(name);
      String why = found == null ? null : survey.unloadable().get(found.name());
      if (why != null) {
        String message = what + " " + name + " cannot be loaded from this class path: " + why;
        findings.add(error(ScanCode.SCAN02, rule, message, "scan it together with what it needs"));
      } else if (found == null) {
        String nearest = names.nearest(name);
        findings.add(
            error(
                ScanCode.SCAN02,
                rule,
                what + " " + name + " is not on the class path",
                nearest == null ? "" : "did you mean " + nearest + "?"));
      }
    }
  }

  private void faults(RuleScan rule, List<Finding> findings) {
    for (MatchedClass matched : survey.matched().values()) {
      for (Fault fault : matched.faults()) {
        if (fault.rule() == null || !fault.rule().origin().equals(rule.rule().origin())) {
          continue;
        }
        // What the agent says of a class, it says without the rule's place before it.
        String said = "rule " + fault.rule().id() + " (" + fault.rule().source() + ") ";
        String message =
            fault.message().startsWith(said)
                ? "the rule " + fault.message().substring(said.length())
                : fault.message();
        ScanCode code = fault.kind() == Fault.Kind.DEAD_PATTERN ? ScanCode.SCAN03 : ScanCode.SCAN05;
        findings.add(error(code, rule.rule(), message, ""));
      }
    }
  }

  private void generalFaults(List<Finding> findings) {
    for (Map.Entry<String, MatchedClass> entry : survey.matched().entrySet()) {
      for (Fault fault : entry.getValue().faults()) {
        if (fault.rule() == null) {
          String name = entry.getKey().replace('/', '.');
          findings.add(
              error(
                  ScanCode.SCAN05,
                  null,
                  "class " + name + " would not load: " + fault.message(),
                  ""));
        }
      }
    }
  }

  private void dead(RuleScan rule, List<Finding> findings, boolean explained) {
    Match match = rule.rule().match();
    if (!explained) {
      for (MethodPattern pattern : match.methods()) {
        unfitting(rule.rule(), match, pattern, findings);
      }
    }
    String why = explained ? "" : emptiness(match);
    findings.add(
        error(ScanCode.SCAN01, rule.rule(), rule.rule().origin() + " matches no method" + why, ""));
  }

  private String emptiness(Match match) {
    if (!match.annotations().isEmpty()) {
      return ": nothing here carries " + String.join(" or ", match.annotations());
    }
    if (!match.subtypesOf().isEmpty()) {
      return ": nothing here that is a "
          + String.join(" or ", match.subtypesOf())
          + " has such a method with a body";
    }
    List<String> globs = new ArrayList<>();
    for (ClassPattern pattern : match.classes()) {
      globs.add(pattern.toString());
    }
    return globs.isEmpty() ? "" : ": no class that fits " + String.join(" or ", globs) + " has one";
  }

  /** One misspelt name among several would be missed without a word. */
  private void deadParts(RuleScan rule, List<Finding> findings) {
    Match match = rule.rule().match();
    boolean settled = !match.exactClassNames().isEmpty() && match.classes().size() == 1;
    for (MethodPattern pattern : match.methods()) {
      boolean fits = rule.methods().stream().anyMatch(m -> fits(pattern, m));
      if (!fits && !settled && pattern.exactName() != null && rule.lambdas().isEmpty()) {
        unfitting(rule.rule(), match, pattern, findings);
      }
    }
  }

  private static boolean fits(MethodPattern pattern, WovenMethod method) {
    return pattern.matches(method.key().name(), method.key().descriptor());
  }

  private void unfitting(Rule rule, Match match, MethodPattern pattern, List<Finding> findings) {
    for (String name : match.subtypesOf()) {
      ScannedClass type = find(name);
      if (type != null) {
        String nearest = NearestSignature.of(pattern, type, world);
        if (nearest != null) {
          String message = "no method of " + name + " fits " + pattern;
          findings.add(error(ScanCode.SCAN03, rule, message, "nearest: " + nearest));
        }
      }
    }
  }

  /** For the name that a rule gives to lambdas, the class that they stand in. */
  private @Nullable ScannedClass find(String binaryName) {
    int lambdas = binaryName.indexOf(LAMBDAS);
    String inFile = lambdas < 0 ? binaryName : binaryName.substring(0, lambdas);
    return world.resolve(inFile.replace('.', '/'));
  }

  private static Finding error(ScanCode code, @Nullable Rule rule, String message, String hint) {
    return new Finding(code, Level.ERROR, rule, message, hint);
  }
}
