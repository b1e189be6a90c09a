package dev.callgate.policy.trial;

import dev.callgate.policy.Cover;
import dev.callgate.policy.Decision;
import dev.callgate.policy.Explanation;
import dev.callgate.policy.Gate;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicyTest;
import dev.callgate.policy.Rejection;
import dev.callgate.policy.Rule;
import dev.callgate.policy.Verb;
import dev.callgate.policy.condition.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one rule of a policy means, in sentences for people who do not read YAML. Immutable.
 *
 * @param rule the rule
 * @param sentences in reading order; deterministic, so that two hand-outs can be compared
 */
public record RuleWords(Rule rule, List<String> sentences) {
  public RuleWords {
    sentences = List.copyOf(sentences);
  }

  /** Of a rule as its author wrote it; what exceptions make of it is told with it. */
  public static RuleWords of(Rule rule, PolicySet policy) {
    List<String> sentences = new ArrayList<>();
    if (rule.description() != null) {
      sentences.add(rule.description());
    }
    sentences.add(calls(rule) + " " + decided(rule) + where(rule) + condition(rule.when()));
    sentences.addAll(Explanation.outline(rule.when()));
    if (rule.decide() == Decision.GATE) {
      sentences.addAll(gate(rule.gate()));
      sentences.add(shown(rule));
    }
    if (rule.decide() != Decision.AUDIT) {
      sentences.add(refused(rule));
    }
    sentences.add(weight(rule));
    sentences.addAll(exceptions(rule, policy));
    sentences.add(tests(rule, policy));
    return new RuleWords(rule, sentences);
  }

  private static String calls(Rule rule) {
    return "Calls of " + rule.match().words();
  }

  private static String decided(Rule rule) {
    return switch (rule.decide()) {
      case DENY -> "are never made";
      case GATE -> "wait for a person";
      case AUDIT ->
          rule.written() == Decision.AUDIT
              ? "are recorded"
              : "are only recorded in this environment";
    };
  }

  private static String where(Rule rule) {
    return rule.environments().isEmpty() ? "" : " in " + joined(rule.environments(), "and");
  }

  private static String condition(When when) {
    return when instanceof When.Always ? "." : " when this holds or cannot be decided:";
  }

  private static List<String> gate(Gate gate) {
    List<String> sentences = new ArrayList<>();
    List<String> verbs = new ArrayList<>();
    for (Verb verb : gate.decisions()) {
      verbs.add(verb.name().toLowerCase(Locale.ROOT));
    }
    String who =
        gate.approvers().isEmpty()
            ? "Any reviewer"
            : "Somebody of " + joined(gate.approvers(), "or");
    String people = gate.quorum() > 1 ? " (" + gate.quorum() + " people have to agree)" : "";
    sentences.add(
        who
            + people
            + " may "
            + joined(verbs, "or")
            + " within "
            + span(gate.expires())
            + "; silence means no.");
    if (gate.requesterMayApprove()) {
      sentences.add("The person for whom it is done may be one of them.");
    }
    if (gate.decisions().contains(Verb.EDIT)) {
      boolean every = gate.editable().contains(Gate.EVERY_ARGUMENT);
      sentences.add(
          "May be edited: " + (every ? "every argument" : joined(gate.editable(), "and")) + ".");
    }
    if (gate.grant() != null) {
      sentences.add("A yes may be made to stand for " + gate.grant().words() + ".");
    }
    if (!gate.coolDown().isZero()) {
      sentences.add("A no stands for the same call for " + span(gate.coolDown()) + ".");
    }
    for (Cover cover : gate.covers()) {
      String arguments =
          switch (cover.demand()) {
            case SAME -> "with the approved call's own arguments";
            case SHOWN ->
                cover.parameters().isEmpty()
                    ? "with arguments that the reviewer saw"
                    : "whose " + joined(cover.parameters(), "and") + " the reviewer saw";
          };
      sentences.add(
          "A yes covers up to "
              + cover.atMost()
              + (cover.atMost() == 1 ? " call" : " calls")
              + " that "
              + joined(cover.rules(), "or")
              + " would hold, "
              + arguments
              + ".");
    }
    return sentences;
  }

  private static String shown(Rule rule) {
    StringBuilder words = new StringBuilder("Reviewers ");
    if (rule.message() != null) {
      words.append("read \"").append(rule.message()).append("\" and ");
    }
    words
        .append("see ")
        .append(rule.show().isEmpty() ? "every argument" : joined(rule.show(), "and"));
    if (!rule.redact().isEmpty()) {
      boolean all = rule.redact().contains(Gate.EVERY_ARGUMENT);
      words.append("; nobody sees ").append(all ? "any value" : joined(rule.redact(), "and"));
    }
    return words.append('.').toString();
  }

  private static String refused(Rule rule) {
    Rejection rejection = rule.onReject();
    String gets;
    if (rejection instanceof Rejection.ThrowType type) {
      gets = type.type() + (type.message() == null ? "" : ": \"" + type.message() + "\"");
    } else if (rejection instanceof Rejection.ReturnValue value) {
      gets = "the value " + value.value();
    } else if (rejection instanceof Rejection.ReturnMessage said) {
      gets = "the answer \"" + said.text() + "\"";
    } else {
      gets = "a CallRefusedException";
    }
    return "A refused caller gets " + gets + ".";
  }

  private static String weight(Rule rule) {
    StringBuilder words = new StringBuilder("Risk ");
    words.append(rule.risk().name().toLowerCase(Locale.ROOT));
    if (rule.reason() != null) {
      words.append(", reason ").append(rule.reason());
    }
    if (!rule.tags().isEmpty()) {
      words.append(", tags ").append(joined(rule.tags(), "and"));
    }
    if (rule.locked()) {
      words.append(", locked: nothing outside its file makes it weaker");
    }
    return words.append('.').toString();
  }

  private static List<String> exceptions(Rule rule, PolicySet policy) {
    List<String> sentences = new ArrayList<>();
    for (Rule other : policy.rules()) {
      if (other.id().equals(rule.id()) || !other.origin().equals(rule.origin())) {
        continue;
      }
      String name = other.id().substring(other.id().indexOf(Rule.RELAXED_BY) + 1);
      Long end = end(other.when());
      String until =
          end == null
              ? ""
              : ", until "
                  + LocalDate.ofInstant(Instant.ofEpochMilli(end - 1), ZoneOffset.UTC)
                  + " (UTC)";
      String decide = TestResult.word(other.decide());
      sentences.add(
          "Exception "
              + name
              + ": "
              + decide
              + until
              + ", for calls of which this certainly holds:");
      sentences.addAll(Explanation.outline(other.when()));
    }
    return sentences;
  }

  /** When the last of its parts ends; null when none does. */
  private static @Nullable Long end(When when) {
    if (when instanceof When.Until until) {
      return until.end();
    }
    Long last = null;
    // what stands in a 'not' is another exception's end
    for (When part : when instanceof When.Not ? List.<When>of() : when.parts()) {
      Long end = end(part);
      last = end == null || last != null && last > end ? last : end;
    }
    return last;
  }

  private static String tests(Rule rule, PolicySet policy) {
    List<String> names = new ArrayList<>();
    for (PolicyTest test : policy.tests()) {
      if (test.rules().contains(rule.origin())) {
        names.add("\"" + test.name() + "\"");
      }
    }
    return names.isEmpty() ? "No test shows it." : "Tests: " + joined(names, "and") + ".";
  }

  private static String span(Duration time) {
    if (time.toMinutes() % 60 == 0 && time.toSeconds() % 60 == 0) {
      return counted(time.toHours(), "hour");
    }
    return time.toSeconds() % 60 == 0
        ? counted(time.toMinutes(), "minute")
        : counted(time.toSeconds(), "second");
  }

  private static String counted(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  /** {@code a, b or c}. */
  private static String joined(Collection<?> items, String last) {
    StringBuilder words = new StringBuilder();
    int at = 0;
    for (Object item : items) {
      if (at > 0) {
        words.append(at == items.size() - 1 ? " " + last + (last.endsWith("@") ? "" : " ") : ", ");
      }
      words.append(item);
      at++;
    }
    return words.toString();
  }
}
