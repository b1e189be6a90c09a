package dev.callgate.scan;

import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
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

  /** {@code Type.method(parameters)} of what the rule holds. */
  List<String> held(String rule) {
    return rule(rule).methods().stream()
        .map(method -> method.type() + "." + Signature.brief(method.key()))
        .toList();
  }

  RuleScan rule(String id) {
    return report.rules().stream()
        .filter(rule -> rule.rule().id().equals("p/" + id))
        .findFirst()
        .orElseThrow();
  }

  /** Code, level and text of what was found about the rule, without its place. */
  List<String> findings(String rule) {
    return report.findings().stream()
        .filter(finding -> finding.rule() != null && finding.rule().id().equals("p/" + rule))
        .map(
            finding -> {
              String line = finding.toLine();
              return line.substring(line.indexOf(": ") + 2);
            })
        .toList();
  }
}
