package dev.callgate.cli.policy;

import dev.callgate.policy.Rule;
import dev.callgate.scan.ApplyingPack;
import dev.callgate.scan.Finding;
import dev.callgate.scan.ScanCode;
import dev.callgate.scan.ScanReport;
import dev.callgate.scan.Signature;
import dev.callgate.scan.UncoveredMethod;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A scan's report for code scanning services: SARIF 2.1.0 (OASIS). */
final class ScanSarif {
  private ScanSarif() {}

  static void write(PrintStream out, ScanReport report) {
    SarifReport sarif = new SarifReport("callgate policy scan");
    for (ScanCode code : ScanCode.values()) {
      sarif.rule(code.name(), code.meaning());
    }
    for (Finding finding : report.findings()) {
      String hint = finding.hint().isEmpty() ? "" : "; " + finding.hint();
      String level = finding.level().name().toLowerCase(Locale.ROOT);
      source(sarif.result(finding.code().name(), level, finding.message() + hint), finding.rule());
    }
    for (ApplyingPack pack : report.packs()) {
      sarif.result(
          ScanCode.SCAN13.name(),
          "note",
          pack.include() + " would apply: " + pack.because() + "; add it to include");
    }
    for (UncoveredMethod method : report.uncovered()) {
      uncovered(sarif, method);
    }
    sarif.write(out);
  }

  private static void source(ObjectNode result, @Nullable Rule rule) {
    int colon = rule == null ? -1 : rule.source().lastIndexOf(':');
    if (rule != null && colon >= 0) {
      int line = Integer.parseInt(rule.source().substring(colon + 1));
      SarifReport.region(result, rule.source().substring(0, colon), line);
    }
  }

  private static void uncovered(SarifReport sarif, UncoveredMethod method) {
    String name = method.type() + "." + Signature.brief(method.key());
    ObjectNode result =
        sarif.result(
            ScanCode.SCAN12.name(),
            "note",
            name + " looks irreversible by its name, and no rule covers it");
    ObjectNode place =
        result.putArray("locations").addObject().putArray("logicalLocations").addObject();
    place.put("fullyQualifiedName", method.type() + "." + method.key());
    place.put("kind", "function");
    result.putObject("partialFingerprints").put("callgateMethod/v1", method.id());
  }
}
