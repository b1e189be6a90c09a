package dev.callgate.scan;

import dev.callgate.policy.Layer;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicySource;
import dev.callgate.policy.PolicySources;
import dev.callgate.policy.read.PolicyReader;
import dev.callgate.scan.read.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Scans of programs that a test has written, and what tests ask about them. */
record Scanned(ScanReport report) {
  /** With the text of a policy's rules, indented by two. */
  static Scanned of(Path directory, String rules, String... program)
      throws IOException, PolicyException, UnreadableException {
    Path file = directory.resolve("p.callgate.yaml");
    Files.writeString(file, "callgate: 1\nname: p\nrules:\n" + rules);
    PolicySet policy = PolicyReader.read(List.of(file.toFile()));
    return new Scanned(Scan.of(policy, List.of(program), () -> {}));
  }

  /** With the text of a pack's rules. */
  static Scanned withPack(Path directory, String rules, String... program)
      throws IOException, PolicyException, UnreadableException {
    Path pack = directory.resolve("pack.callgate.yaml");
    Files.writeString(
        pack,
        """
        callgate: 1
        pack: {name: p, version: 1.0.0, language: 1, maturity: stable, covers: [{artifact: a, versions: any}]}
        rules:
        """
            + rules);
    Path file = directory.resolve("own.callgate.yaml");
    Files.writeString(file, "callgate: 1\nname: own\ninclude: ['pack:p@1']\n");
    PolicySet policy =
        PolicyReader.read(
            new PolicySources(
                List.of(new PolicySource(file.toFile(), Layer.APPLICATION)),
                List.of(pack.toFile())),
            null);
    return new Scanned(Scan.of(policy, List.of(program), () -> {}));
  }

  /** {@code Type.method(parameters)} of what the rule holds. */
  List<String> held(String rule) {
    return rule(rule).methods().stream()
        .map(method -> method.type() + "." + Signature.brief(method.key()))
        .toList();
  }

  RuleScan rule(String id) {
    return report.rules().stream()
        .filter(rule -> rule.rule().id().endsWith("p/" + id))
        .findFirst()
        .orElseThrow();
  }

  /** Code, level and text of what was found about the rule, without its place. */
  List<String> findings(String rule) {
    return report.findings().stream()
        .filter(finding -> finding.rule() != null && finding.rule().id().endsWith("p/" + rule))
        .map(
            finding -> {
              String line = finding.toLine();
              return line.substring(line.indexOf(": ") + 2);
            })
        .toList();
  }
}
