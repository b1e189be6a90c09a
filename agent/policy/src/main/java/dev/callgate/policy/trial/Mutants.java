package dev.callgate.policy.trial;

import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.ExistsOperator;
import dev.callgate.policy.condition.HasOperator;
import dev.callgate.policy.condition.NumberOperator;
import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.OppositeOperator;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.yaml.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every small change to some rules' conditions: a part taken away, an operator made its neighbour
 * or its opposite, {@code all} and {@code any} confused, a {@code not} forgotten. Few, and each of
 * them a mistake that authors make. What cannot change any answer is left out where that is easy to
 * see.
 */
final class Mutants {
  private static final String ONLY_FALSE = "add a test in which only this part is false";
  private static final String ONLY_TRUE = "add a test in which only this part is true";
  private static final String BOTH =
      "add a test in which this is true, and one in which it is false";

  private final Set<String> files;
  private final Map<String, Mutant> found = new LinkedHashMap<>();
  private String rule = "";

  private Mutants(Set<String> files) {
    this.files = files;
  }

  /**
   * Those of the rules' conditions, each once, in the order of the rules.
   *
   * @param files only what stands in these; a pack has tests of its own
   */
  static List<Mutant> of(List<Rule> rules, Set<String> files) {
    Mutants mutants = new Mutants(files);
    for (Rule rule : rules) {
      mutants.rule = rule.origin();
      mutants.visit(rule.when(), BOTH);
    }
    return List.copyOf(mutants.found.values());
  }

  /**
   * @param missing what shows that the whole part is needed
   */
  private void visit(When when, String missing) {
    if (when instanceof When.Leaf leaf) {
      leaf(leaf, missing);
    } else if (when instanceof When.From from) {
      whole(from, from.at(), "called_from", missing);
    } else if (when instanceof When.During during) {
      whole(during, during.at(), "time", missing);
    } else if (when instanceof When.All all) {
      if (all.parts().size() > 1) {
        add(all.at(), "'all' made 'any'", mixed(), all, new When.Any(all.parts(), all.at()));
      }
    } else if (when instanceof When.Any any) {
      any(any, "'any' made 'all'");
    } else if (when instanceof When.Not not && isNone(not)) {
      add(not.at(), "'none' made 'any'", BOTH, not, not.part());
      any((When.Any) not.part(), "'none' made 'not' of 'all'");
    } else if (when instanceof When.Not not) {
      add(not.at(), "'not' forgotten", BOTH, not, not.part());
    }
    When around = when instanceof When.Not not && isNone(not) ? not.part() : when;
    for (When part : around.parts()) {
      visit(part, missing(around));
    }
  }

  private void any(When.Any any, String change) {
    if (any.parts().size() > 1) {
      add(any.at(), change, mixed(), any, new When.All(any.parts(), any.at()));
    }
  }

  private static boolean isNone(When.Not not) {
    Place at = not.at();
    return at != null && not.part() instanceof When.Any any && at.equals(any.at());
  }

  private static String missing(When around) {
    int parts = around.parts().size();
    return parts < 2 ? BOTH : around instanceof When.Any ? ONLY_TRUE : ONLY_FALSE;
  }

  private static String mixed() {
    return "add a test in which one part is true and another is false";
  }

  private void whole(When part, Place at, String key, String missing) {
    add(at, quoted(key) + " taken away", missing, part, null);
    add(at, quoted(key) + " made its opposite", BOTH, part, new When.Not(part));
  }

  private void leaf(When.Leaf leaf, String missing) {
    List<When.Operation> operations = leaf.operations();
    for (int i = 0; i < operations.size(); i++) {
      When.Operation operation = operations.get(i);
      String key = operation.key();
      if (operations.size() == 1) {
        add(operation.at(), quoted(key) + " taken away", missing, leaf, null);
      } else {
        List<When.Operation> others = new ArrayList<>(operations);
        others.remove(i);
        add(operation.at(), quoted(key) + " taken away", ONLY_FALSE, leaf, with(leaf, others));
      }
      List<When.Operation> changed = new ArrayList<>(operations);
      When.Operation other = neighbour(operation);
      changed.set(i, other);
      String change = quoted(key) + " made " + other.key();
      String hint = operation.operator() instanceof NumberOperator ? exactly() : BOTH;
      add(operation.at(), change, hint, leaf, with(leaf, changed));
    }
  }

  private static String exactly() {
    return "add a test with exactly this number";
  }

  private static When.Leaf with(When.Leaf leaf, List<When.Operation> operations) {
    return new When.Leaf(leaf.subject(), leaf.view(), operations);
  }

  /** The operator that is written instead by mistake; its key is in the words of a message. */
  private static When.Operation neighbour(When.Operation operation) {
    String key = "its opposite";
    Operator other = new OppositeOperator(operation.operator());
    if (operation.operator() instanceof NumberOperator number) {
      key =
          switch (operation.key()) {
            case "gt" -> "'gte'";
            case "gte" -> "'gt'";
            case "lt" -> "'lte'";
            default -> "'lt'";
          };
      other =
          new NumberOperator(
              switch (number.comparison()) {
                case GREATER -> NumberOperator.Comparison.AT_LEAST;
                case AT_LEAST -> NumberOperator.Comparison.GREATER;
                case LESS -> NumberOperator.Comparison.AT_MOST;
                case AT_MOST -> NumberOperator.Comparison.LESS;
              },
              number.constant());
    } else if (operation.operator() instanceof OppositeOperator opposite) {
      key = operation.key().equals("ne") ? "'eq'" : "'in'";
      other = opposite.opposite();
    } else if (operation.operator() instanceof HasOperator has) {
      boolean loose = has.quantity() == HasOperator.Quantity.ALL && has.wanted().size() > 1;
      boolean any = loose || has.quantity() == HasOperator.Quantity.NONE;
      key = any ? "'has_any'" : "'has_none'";
      other =
          new HasOperator(any ? HasOperator.Quantity.ANY : HasOperator.Quantity.NONE, has.wanted());
    } else if (operation.operator() instanceof ExistsOperator exists) {
      key = "'exists: " + !exists.wanted() + "'";
      other = new ExistsOperator(!exists.wanted());
    } else if (operation.key().equals("eq") || operation.key().equals("in")) {
      key = operation.key().equals("eq") ? "'ne'" : "'not_in'";
    }
    return new When.Operation(key, operation.written(), operation.at(), other);
  }

  private void add(
      @Nullable Place at, String change, String hint, When changed, @Nullable When replacement) {
    if (at != null && files.contains(at.file())) {
      found.putIfAbsent(
          at + " " + change, new Mutant(at, rule, change, hint, changed, replacement));
    }
  }

  private static String quoted(String key) {
    return "'" + key + "'";
  }
}
