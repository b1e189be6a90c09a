package dev.callgate.policy.read;

import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlBroken;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import dev.callgate.policy.yaml.YamlSequence;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The groups of people that a policy's gates may name, each a name or {@code name: {members: 3}}.
 * Who is in them only the approver knows. Immutable.
 */
final class ApproverGroups {
  static final YamlKeys KEYS = YamlKeys.of("approver group", "members");

  private static final int LONGEST = 64;
  private static final int MOST_MEMBERS = 10_000;

  /** By name; 0 where nobody says how many people it has. */
  private final Map<String, Integer> members;

  private ApproverGroups(Map<String, Integer> members) {
    this.members = members;
  }

  static ApproverGroups none() {
    return new ApproverGroups(Map.of());
  }

  static ApproverGroups read(YamlSection policy, ProblemSink problems) {
    Map<String, Integer> members = new LinkedHashMap<>();
    YamlNode node = policy.node("approvers");
    if (!(node instanceof YamlSequence sequence) || sequence.items().isEmpty()) {
      // one name, or what the section reports
      for (YamlScalar name : policy.scalars("approvers")) {
        put(members, name, 0, problems);
      }
      return new ApproverGroups(members);
    }
    for (YamlNode item : sequence.items()) {
      if (item instanceof YamlScalar name && !name.isNull() && !name.text().isBlank()) {
        put(members, name, 0, problems);
      } else if (item instanceof YamlMapping mapping && mapping.entries().size() == 1) {
        YamlEntry entry = mapping.entries().get(0);
        put(members, entry.key(), size(entry, problems), problems);
      } else {
        policy.wrongKind(item, "approvers", "names of groups, or name: {members: 3}");
      }
    }
    return new ApproverGroups(members);
  }

  private static void put(
      Map<String, Integer> members, YamlScalar name, int size, ProblemSink problems) {
    if (!isName(name.text())) {
      problems.report(
          name.at(),
          "SCH005",
          "not a name for an approver group: " + Quoted.of(name.text()),
          "use letters, digits and any of . _ @ + -, at most " + LONGEST);
    }
    add(members, name.text(), size);
  }

  /** Where one place tells the size and another does not, it is told. */
  private static void add(Map<String, Integer> members, String name, int size) {
    Integer known = members.get(name);
    members.put(name, known == null ? size : Math.max(known, size));
  }

  /** What can be written as {@code REVIEWER:GROUP,GROUP} in a shell. */
  private static boolean isName(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (!Character.isLetterOrDigit(c) && (at == 0 || "._@+-".indexOf(c) < 0)) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST;
  }

  private static int size(YamlEntry group, ProblemSink problems) {
    if (!(group.value() instanceof YamlMapping mapping)) {
      if (!(group.value() instanceof YamlBroken)) {
        problems.report(
            group.value().at(), "SCH002", "an approver group takes keys", "write {members: 3}");
      }
      return 0;
    }
    YamlSection section = YamlSection.of(mapping, KEYS, problems);
    section.require("members");
    BigDecimal number = section.number("members");
    if (number == null) {
      return 0;
    }
    boolean fits =
        number.signum() > 0
            && number.stripTrailingZeros().scale() <= 0
            && number.compareTo(BigDecimal.valueOf(MOST_MEMBERS)) <= 0;
    if (!fits) {
      problems.report(
          section.at("members"),
          "SCH005",
          "'members' counts people",
          "write a whole number from 1 to " + MOST_MEMBERS);
    }
    return fits ? number.intValueExact() : 0;
  }

  /** These and those of the policy that includes the file. */
  ApproverGroups and(ApproverGroups others) {
    Map<String, Integer> all = new LinkedHashMap<>(members);
    for (Map.Entry<String, Integer> other : others.members.entrySet()) {
      add(all, other.getKey(), other.getValue());
    }
    return new ApproverGroups(all);
  }

  Set<String> names() {
    return members.keySet();
  }

  /**
   * How many people are in these groups at most, as far as their sizes are told; -1 when some are
   * not, and for no groups at all, which is everybody.
   */
  int people(List<String> groups) {
    int people = 0;
    for (String group : new LinkedHashSet<>(groups)) {
      @Nullable Integer size = members.get(group);
      if (size == null || size == 0) {
        return -1;
      }
      people += size;
    }
    return groups.isEmpty() ? -1 : people;
  }
}
