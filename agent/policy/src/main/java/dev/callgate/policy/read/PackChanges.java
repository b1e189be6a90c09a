package dev.callgate.policy.read;

import dev.callgate.policy.Decision;
import dev.callgate.policy.Layer;
import dev.callgate.policy.Rule;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all files together change in one pack, the highest layer first. None of it is textual: a
 * rule is there or not, and its decision only becomes stricter.
 */
final class PackChanges {
  private static final Comparator<PackChange> HIGHEST_FIRST =
      new Comparator<PackChange>() {
        @Override
        public int compare(PackChange a, PackChange b) {
          return Integer.compare(a.layer().ordinal(), b.layer().ordinal());
        }
      };

  private final List<PackChange> changes;
  private final Map<String, Layer> raisedBy = new LinkedHashMap<>();

  PackChanges(List<PackChange> changes) {
    this.changes = new ArrayList<>(changes);
    this.changes.sort(HIGHEST_FIRST);
  }

  /** What a higher layer says counts; two files of one layer must not both say it. */
  GateDefaults gate() {
    GateDefaults all = GateDefaults.NONE;
    PackChange before = null;
    for (PackChange change : changes) {
      if (change.gate().equals(GateDefaults.NONE)) {
        continue;
      }
      if (before != null && before.layer() == change.layer()) {
        change
            .problems()
            .report(
                change.at(),
                "SET005",
                "another file of this layer sets the gates of this pack: " + before.at(),
                "keep one of them");
      }
      before = change;
      all = all.or(change.gate());
    }
    return all;
  }

  /** What is added to lists: the values, by the names of the lists. */
  List<YamlEntry> lists() {
    List<YamlEntry> lists = new ArrayList<>();
    for (PackChange change : changes) {
      lists.addAll(change.lists());
    }
    return lists;
  }

  /** Reports to the file that speaks of the list. */
  void reportList(YamlEntry added, String code, String message, String hint) {
    for (PackChange change : changes) {
      for (YamlEntry entry : change.lists()) {
        if (entry == added) {
          change.problems().report(added.key().at(), code, message, hint);
        }
      }
    }
  }

  /** The rules as they are after all changes. */
  List<Rule> apply(List<Rule> written, String prefix, boolean stable) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (Rule rule : written) {
      String id = rule.id().substring(prefix.length());
      rules.put(id, stable ? rule : rule.deciding(Decision.AUDIT));
    }
    List<String> known = new ArrayList<>(rules.keySet());
    Map<String, Rule> before = new LinkedHashMap<>(rules);
    for (PackChange change : changes) {
      for (YamlEntry raise : change.raise()) {
        raise(change, raise, before, rules, known);
      }
    }
    for (PackChange change : changes) {
      for (YamlScalar off : change.off()) {
        off(change, off, before, rules, known);
      }
    }
    return new ArrayList<>(rules.values());
  }

  private void raise(
      PackChange change,
      YamlEntry raise,
      Map<String, Rule> before,
      Map<String, Rule> rules,
      List<String> known) {
    YamlScalar id = raise.key();
    Rule rule = before.get(id.text());
    Rule raised = rules.get(id.text());
    Decision decision = decision(change, raise.value());
    if (rule == null || raised == null) {
      reportUnknown(change, id, known);
    } else if (decision != null && decision.compareTo(rule.decide()) >= 0) {
      change
          .problems()
          .report(
              raise.value().at(),
              "MEAN016",
              "the rule " + Quoted.of(id.text()) + " is " + word(rule.decide()) + " already",
              "raise only makes stricter; to make it weaker write an exception, or off with a rule of your own");
    } else if (decision != null) {
      raisedBy.putIfAbsent(rule.id(), change.layer());
      if (decision.compareTo(raised.decide()) < 0) {
        rules.put(id.text(), raised.deciding(decision));
      }
    }
  }

  private @Nullable Decision decision(PackChange change, YamlNode node) {
    String word = node instanceof YamlScalar scalar ? scalar.text() : "";
    if (word.equals("deny")) {
      return Decision.DENY;
    }
    if (word.equals("gate")) {
      return Decision.GATE;
    }
    change
        .problems()
        .report(
            node.at(),
            "SCH004",
            "a rule is raised to gate or deny",
            Spelling.hint(word, List.of("gate", "deny")));
    return null;
  }

  private void off(
      PackChange change,
      YamlScalar id,
      Map<String, Rule> before,
      Map<String, Rule> rules,
      List<String> known) {
    Rule rule = before.get(id.text());
    if (rule == null) {
      reportUnknown(change, id, known);
      return;
    }
    Layer raiser = raisedBy.get(rule.id());
    if (rule.locked()) {
      change
          .problems()
          .report(
              id.at(),
              "MEAN013",
              "the rule " + Quoted.of(id.text()) + " is locked",
              "its pack does not let it be switched off");
    } else if (raiser != null && raiser == change.layer()) {
      change
          .problems()
          .report(
              id.at(),
              "MEAN016",
              "the rule " + Quoted.of(id.text()) + " is raised as well",
              "keep one of the two");
    } else if (raiser != null && raiser.isAbove(change.layer())) {
      change
          .problems()
          .report(
              id.at(),
              "MEAN015",
              "the rule " + Quoted.of(id.text()) + " is raised by the " + raiser.word() + " layer",
              "only that layer can make it weaker");
    } else {
      rules.remove(id.text());
    }
  }

  private static void reportUnknown(PackChange change, YamlScalar id, List<String> known) {
    change
        .problems()
        .report(
            id.at(),
            "REF007",
            "the pack has no rule " + Quoted.of(id.text()),
            Spelling.hint(id.text(), known));
  }

  private static String word(Decision decision) {
    return switch (decision) {
      case DENY -> "deny";
      case GATE -> "gate";
      case AUDIT -> "audit";
    };
  }

  /** The layer of a rule of the pack: that of whoever raised it. */
  Layer layer(Rule rule) {
    return raisedBy.getOrDefault(rule.id(), Layer.PACK);
  }
}
