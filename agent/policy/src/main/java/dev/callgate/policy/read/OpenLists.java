package dev.callgate.policy.read;

import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import dev.callgate.policy.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The lists of a pack, some of which it declares open: {@code hosts: {open: true, values: [..]}}.
 * Whoever includes the pack may add to those, and only add.
 */
final class OpenLists {
  static final YamlKeys KEYS = YamlKeys.of("list", "open", "values");

  private final PackChanges changes;
  private final ProblemSink problems;
  private final Set<String> open = new LinkedHashSet<>();

  OpenLists(PackChanges changes, ProblemSink problems) {
    this.changes = changes;
    this.problems = problems;
  }

  /** The lists as they are after all additions, each written plainly. */
  YamlMapping fed(YamlMapping lists) {
    List<YamlEntry> fed = new ArrayList<>();
    for (YamlEntry entry : lists.entries()) {
      String name = entry.key().text();
      YamlNode values = values(entry);
      fed.add(new YamlEntry(entry.key(), open.contains(name) ? added(name, values) : values));
    }
    return new YamlMapping(lists.at(), fed);
  }

  /** Reports what feeds a list that the pack does not open. */
  void check(List<String> known) {
    for (YamlEntry added : changes.lists()) {
      String name = added.key().text();
      if (!known.contains(name)) {
        changes.reportList(
            added, "REF003", "the pack has no list " + Quoted.of(name), Spelling.hint(name, open));
      } else if (!open.contains(name)) {
        changes.reportList(
            added,
            "MEAN018",
            "the list " + Quoted.of(name) + " is not open",
            open.isEmpty() ? "write a rule of your own" : "open here: " + String.join(", ", open));
      }
    }
  }

  private YamlNode values(YamlEntry entry) {
    if (!(entry.value() instanceof YamlMapping mapping)) {
      return entry.value();
    }
    YamlSection section = YamlSection.of(mapping, KEYS, problems);
    section.require("open");
    section.require("values");
    if (section.flag("open")) {
      open.add(entry.key().text());
    }
    YamlNode values = section.node("values");
    return values == null ? new YamlSequence(mapping.at(), List.of()) : values;
  }

  private YamlNode added(String name, YamlNode values) {
    if (!(values instanceof YamlSequence sequence)) {
      return values;
    }
    List<YamlNode> items = new ArrayList<>(sequence.items());
    for (YamlEntry added : changes.lists()) {
      if (!added.key().text().equals(name)) {
        continue;
      }
      if (added.value() instanceof YamlSequence more) {
        items.addAll(more.items());
      } else if (added.value() instanceof YamlScalar one) {
        items.add(one);
      } else {
        changes.reportList(added, "SCH002", "a list is fed with values", "write [a, b]");
      }
    }
    return new YamlSequence(sequence.at(), items);
  }
}
