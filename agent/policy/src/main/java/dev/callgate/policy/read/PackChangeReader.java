package dev.callgate.policy.read;

import dev.callgate.policy.include.PackName;
import dev.callgate.policy.include.PolicyUnit;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlBroken;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a file's {@code packs}: what it changes in the packs it includes. */
final class PackChangeReader {
  static final YamlKeys KEYS = YamlKeys.of("pack", "off", "reason", "raise", "lists", "gate");

  private final PolicyUnit unit;
  private final GateReader gates;

  PackChangeReader(PolicyUnit unit, GateReader gates) {
    this.unit = unit;
    this.gates = gates;
  }

  /** By the pack that is changed. */
  Map<PolicyUnit, PackChange> read(YamlSection policy) {
    Map<PolicyUnit, PackChange> changes = new LinkedHashMap<>();
    YamlMapping packs = policy.mapping("packs");
    if (packs == null) {
      return changes;
    }
    if (packs.entries().isEmpty()) {
      unit.problems().report(packs.at(), "SCH008", "'packs' is empty", "remove the key");
    }
    for (YamlEntry entry : packs.entries()) {
      PolicyUnit pack = included(entry.key());
      if (entry.value() instanceof YamlMapping mapping) {
        PackChange change = change(YamlSection.of(mapping, KEYS, unit.problems()));
        if (pack != null) {
          changes.put(pack, change);
        }
      } else if (!(entry.value() instanceof YamlBroken)) {
        unit.problems()
            .report(
                entry.value().at(),
                "SCH002",
                "a pack takes keys",
                "write off, raise, lists or gate");
      }
    }
    return changes;
  }

  private @Nullable PolicyUnit included(YamlScalar name) {
    List<String> names = new ArrayList<>();
    for (PolicyUnit.Inclusion inclusion : unit.inclusions()) {
      PackName pack = inclusion.unit().pack();
      if (pack != null && pack.name().equals(name.text())) {
        return inclusion.unit();
      }
      if (pack != null) {
        names.add(pack.name());
      }
    }
    // what could not be included was told
    if (unit.problems().isEmpty()) {
      String nearest = Spelling.nearest(name.text(), names);
      String hint =
          nearest == null
              ? "add it: include: [\"pack:" + name.text() + "@1\"]"
              : "did you mean '" + nearest + "'?";
      unit.problems()
          .report(
              name.at(), "REF008", "this file includes no pack " + Quoted.of(name.text()), hint);
    }
    return null;
  }

  private PackChange change(YamlSection section) {
    boolean changes =
        section.has("off") || section.has("raise") || section.has("lists") || section.has("gate");
    if (!changes && unit.problems().isEmpty()) {
      unit.problems()
          .report(
              section.at(), "MEAN007", "this changes nothing", "write off, raise, lists or gate");
    }
    if (section.has("off")) {
      section.require("reason");
    } else if (section.has("reason")) {
      unit.problems()
          .report(
              section.at("reason"),
              "MEAN007",
              "'reason' has no effect here",
              "it says why rules are off");
    }
    section.text("reason");
    YamlSection gate = section.section("gate", GateReader.PACK_KEYS);
    return new PackChange(
        section.at(),
        unit.layer(),
        section.scalars("off"),
        entries(section.mapping("raise")),
        entries(section.mapping("lists")),
        gate == null ? GateDefaults.NONE : gates.readDefaults(gate),
        unit.problems());
  }

  private static List<YamlEntry> entries(@Nullable YamlMapping mapping) {
    return mapping == null ? List.of() : mapping.entries();
  }
}
