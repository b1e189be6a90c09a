package dev.callgate.policy.read;

import dev.callgate.policy.Decision;
import dev.callgate.policy.Gate;
import dev.callgate.policy.Note;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.yaml.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes exceptions part of the rules they are about, so that whoever asks the rules need not know
 * of them. A rule with an exception becomes the rule for all other calls, and for the exception's
 * calls, unless they are allowed, the same rule with the weaker decision. Where several exceptions
 * meet in one call the weakest counts, so that one more never makes anything stricter.
 */
final class Relaxations {
  private static final Comparator<Relaxation> WEAKEST_FIRST =
      new Comparator<Relaxation>() {
        @Override
        public int compare(Relaxation a, Relaxation b) {
          return Integer.compare(Relaxation.weakness(b.decide()), Relaxation.weakness(a.decide()));
        }
      };

  private final List<Relaxation> relaxations;

  Relaxations(List<Relaxation> relaxations) {
    this.relaxations = List.copyOf(relaxations);
  }

  /**
   * Those that count now.
   *
   * @param environment null when it is not known, where exceptions for named environments do not
   *     count
   * @param now in milliseconds since 1970
   */
  List<Relaxation> lasting(@Nullable String environment, long now, List<Note> notes) {
    List<Relaxation> lasting = new ArrayList<>();
    for (Relaxation relaxation : relaxations) {
      if (relaxation.ends() <= now) {
        String message =
            "the exception " + Quoted.of(relaxation.id()) + " has ended and makes nothing weaker";
        notes.add(new Note(relaxation.at(), "EXC001", message));
      } else if (relaxation.environments().isEmpty()
          || (environment != null && relaxation.environments().contains(environment))) {
        lasting.add(relaxation);
      }
    }
    return lasting;
  }

  /**
   * The rules with what the exceptions make of them.
   *
   * @param rules as they are in force in the environment
   */
  static List<Rule> apply(List<Rule> rules, List<Relaxation> lasting) {
    List<Relaxation> sorted = new ArrayList<>(lasting);
    sorted.sort(WEAKEST_FIRST);
    List<Rule> relaxed = new ArrayList<>();
    for (Rule rule : rules) {
      relax(rule, sorted, relaxed);
    }
    return relaxed;
  }

  private static void relax(Rule rule, List<Relaxation> lasting, List<Rule> relaxed) {
    List<When> rest = new ArrayList<>();
    List<Rule> weaker = new ArrayList<>();
    rest.add(rule.when());
    for (Relaxation relaxation : lasting) {
      if (!relaxation.of().contains(rule.id()) || !relaxation.weakens(rule.written())) {
        continue;
      }
      List<When> parts = new ArrayList<>(rest);
      parts.add(relaxation.inForce());
      Decision decision = relaxation.decide();
      if (decision != null) {
        String id = rule.id() + Rule.RELAXED_BY + relaxation.nameIn(rule);
        Gate gate = decision == Decision.GATE ? relaxation.gate() : rule.gate();
        weaker.add(rule.relaxed(id, new When.All(parts), decision, gate));
      }
      rest.add(new When.Not(relaxation.inForce()));
    }
    relaxed.add(rest.size() == 1 ? rule : rule.narrowed(new When.All(rest)));
    relaxed.addAll(weaker);
  }
}
