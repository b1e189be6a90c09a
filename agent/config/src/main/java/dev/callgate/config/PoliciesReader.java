package dev.callgate.config;

import dev.callgate.policy.Layer;
import dev.callgate.policy.PolicySource;
import dev.callgate.policy.PolicySources;
import dev.callgate.policy.Problems;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlBroken;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import dev.callgate.policy.yaml.YamlSequence;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads which policies a configuration names, and who speaks in each: {@code policy:
 * [app.callgate.yaml, {file: company.callgate.yaml, layer: baseline}]}.
 */
final class PoliciesReader {
  private static final YamlKeys KEYS = YamlKeys.of("policy", "file", "layer");
  private static final List<String> LAYERS = List.of("baseline", "organisation", "application");

  private PoliciesReader() {}

  static PolicySources read(File configuration, YamlSection top, Problems problems) {
    List<PolicySource> policies = new ArrayList<>();
    YamlNode node = top.node("policy");
    if (node instanceof YamlSequence sequence) {
      if (sequence.items().isEmpty()) {
        problems.report(
            sequence.at(), "SCH008", "'policy' is an empty list", "remove the key or name a file");
      }
      for (YamlNode item : sequence.items()) {
        add(item, configuration, policies, problems);
      }
    } else if (node != null) {
      add(node, configuration, policies, problems);
    }
    List<File> packs = new ArrayList<>();
    for (YamlScalar name : top.scalars("packs")) {
      packs.add(AgentConfig.beside(configuration, name.text()));
    }
    return new PolicySources(policies, packs);
  }

  private static void add(
      YamlNode node, File configuration, List<PolicySource> policies, Problems problems) {
    if (node instanceof YamlMapping mapping) {
      YamlSection section = YamlSection.of(mapping, KEYS, problems);
      section.require("file");
      String file = section.text("file");
      Layer layer = layer(section.scalar("layer"), problems);
      if (file != null) {
        policies.add(new PolicySource(AgentConfig.beside(configuration, file), layer));
      }
    } else if (node instanceof YamlScalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
      policies.add(
          new PolicySource(AgentConfig.beside(configuration, scalar.text()), Layer.APPLICATION));
    } else if (!(node instanceof YamlBroken)) {
      problems.report(
          node.at(),
          "SCH002",
          "'policy' takes files",
          "write a path, or {file: PATH, layer: NAME}");
    }
  }

  private static Layer layer(@Nullable YamlScalar written, Problems problems) {
    Layer layer = written == null ? Layer.APPLICATION : Layer.ofFile(written.text());
    if (layer == null && written != null) {
      problems.report(
          written.at(),
          "SCH004",
          "unknown layer " + Quoted.of(written.text()),
          Spelling.hint(written.text(), LAYERS));
    }
    return layer == null ? Layer.APPLICATION : layer;
  }
}
