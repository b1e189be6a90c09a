package dev.callgate.scan;

import dev.callgate.match.MethodKey;
import dev.callgate.match.MethodOutline;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Match;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.When;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ways past a rule that holds what it names: the same deed under another form. */
final class Gaps {
  private static final String STATEMENT = "java.sql.Statement";
  private static final String PREPARED = "java.sql.PreparedStatement";
  private static final String CONNECTION = "java.sql.Connection";

  private final ClassWorld world;
  private final PolicySet policy;

  Gaps(ClassWorld world, PolicySet policy) {
    this.world = world;
    this.policy = policy;
  }

  /**
   * @param bound the ids of the rules that stand in a method, with what exceptions make of them
   */
  List<Finding> of(List<RuleScan> rules, Set<String> bound) {
    List<Finding> findings = new ArrayList<>();
    for (RuleScan rule : rules) {
      lambdas(rule, findings);
      prepared(rule, findings);
    }
    exceptions(rules, bound, findings);
    return findings;
  }

  /** A rule on a class holds none of the lambdas that do the same for the same interface. */
  private void lambdas(RuleScan scan, List<Finding> findings) {
    Match match = scan.rule().match();
    if (scan.rule().isOfPack()
        || match.classes().isEmpty()
        || !match.subtypesOf().isEmpty()
        || !match.annotations().isEmpty()) {
      return;
    }
    Set<String> interfaces = new LinkedHashSet<>();
    Set<MethodKey> implemented = new HashSet<>();
    for (WovenMethod method : scan.methods()) {
      Set<String> here = new LinkedHashSet<>();
      declaring(world.find(method.type().replace('.', '/')), method.key(), here, new HashSet<>());
      if (!here.isEmpty()) {
        interfaces.addAll(here);
        implemented.add(method.key());
      }
    }
    int sites = 0;
    String first = "";
    for (ScannedClass type : interfaces.isEmpty() ? List.<ScannedClass>of() : world.classes()) {
      for (LambdaSites.Site site : sites(type, interfaces)) {
        if (implemented.contains(site.implemented()) && !isHeld(scan, type, site)) {
          sites++;
          first = first.isEmpty() ? type.binaryName() + "." + site.method() : first;
        }
      }
    }
    if (sites > 0) {
      String names = String.join(", ", interfaces).replace('/', '.');
      String message =
          (sites == 1 ? "1 lambda does" : sites + " lambdas do")
              + " the same for "
              + names
              + ", such as in "
              + first
              + ", and the rule goes by the class alone";
      findings.add(warning(ScanCode.SCAN04, scan.rule(), message, "use subtypes_of: " + names));
    }
  }

  private static List<LambdaSites.Site> sites(ScannedClass type, Set<String> interfaces) {
    try {
      return LambdaSites.of(type, interfaces::contains);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // told already, where the lambdas that are held are listed
      return List.of();
    }
  }

  private static boolean isHeld(RuleScan scan, ScannedClass type, LambdaSites.Site site) {
    for (LambdaSite held : scan.lambdas()) {
      if (held.type().equals(type.binaryName())
          && held.interfaceName().equals(site.interfaceName().replace('/', '.'))) {
        return true;
      }
    }
    return false;
  }

  /** The program's interfaces that declare the method, above the type. */
  private void declaring(
      @Nullable ScannedClass type, MethodKey key, Set<String> found, Set<String> seen) {
    if (type == null || !seen.add(type.name())) {
      return;
    }
    List<String> parents = new ArrayList<>(type.interfaces());
    if (type.superName() != null) {
      parents.add(type.superName());
    }
    for (String name : parents) {
      ScannedClass parent = world.find(name);
      if (parent != null && type.interfaces().contains(name)) {
        for (MethodOutline method : parent.outline().methods()) {
          if (method.isAbstract() && method.key().equals(key)) {
            found.add(name);
          }
        }
      }
      declaring(parent, key, found, seen);
    }
  }

  /** A rule on the text of statements sees nothing of those that were prepared before. */
  private void prepared(RuleScan scan, List<Finding> findings) {
    Rule rule = scan.rule();
    if (scan.isDead()
        || !rule.match().subtypesOf().contains(STATEMENT)
        || !looksAtSql(rule.when())) {
      return;
    }
    boolean executed =
        isHeld(List.of(STATEMENT, PREPARED), "executeUpdate", "()I")
            && isHeld(List.of(STATEMENT, PREPARED), "execute", "()Z");
    List<String> open = new ArrayList<>();
    for (String[] way :
        new String[][] {
          {"prepareStatement", "(Ljava/lang/String;)Ljava/sql/PreparedStatement;"},
          {"prepareCall", "(Ljava/lang/String;)Ljava/sql/CallableStatement;"}
        }) {
      if (!executed && !isHeld(List.of(CONNECTION), way[0], way[1])) {
        open.add(way[0]);
      }
    }
    if (!open.isEmpty()) {
      findings.add(
          warning(
              ScanCode.SCAN09,
              rule,
              "the same text reaches the database by Connection."
                  + String.join(" and ", open)
                  + ", which no rule holds",
              "include pack:jdbc@1, or gate that too"));
    }
  }

  private static boolean looksAtSql(When when) {
    if (when instanceof When.Leaf leaf && leaf.view() != null) {
      return leaf.view().words().startsWith("sql.");
    }
    for (When part : when.parts()) {
      if (looksAtSql(part)) {
        return true;
      }
    }
    return false;
  }

  private boolean isHeld(List<String> types, String method, String descriptor) {
    for (Rule rule : policy.rules()) {
      for (String type : types) {
        if (rule.match().subtypesOf().contains(type)) {
          BoundRule bound = rule.bind(method, descriptor);
          if (bound != null) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** An exception with a match that means no method makes nothing weaker. */
  private void exceptions(List<RuleScan> rules, Set<String> bound, List<Finding> findings) {
    Set<String> alive = new HashSet<>();
    for (RuleScan scan : rules) {
      if (!scan.methods().isEmpty()) {
        alive.add(scan.rule().origin());
      }
    }
    for (Rule rule : policy.rules()) {
      boolean relaxed = !rule.id().equals(rule.origin());
      if (relaxed
          && rule.when().isScoped()
          && alive.contains(rule.origin())
          && !bound.contains(rule.id())) {
        String message =
            "the match of the exception "
                + rule.id().substring(rule.origin().length() + 1)
                + " means no method that the rule holds";
        findings.add(warning(ScanCode.SCAN14, rule, message, "correct it, or remove it"));
      }
    }
  }

  private static Finding warning(ScanCode code, Rule rule, String message, String hint) {
    return new Finding(code, Level.WARNING, rule, message, hint);
  }
}
