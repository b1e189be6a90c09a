package dev.callgate.cli.policy;

import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.policy.Rule;
import dev.callgate.protocol.Json;
import dev.callgate.scan.Finding;
import dev.callgate.scan.Level;
import dev.callgate.scan.ScanCode;
import dev.callgate.scan.ScanReport;
import dev.callgate.scan.Signature;
import dev.callgate.scan.UncoveredMethod;
import java.io.File;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A scan's report for code scanning services: SARIF 2.1.0 (OASIS). */
final class ScanSarif {
  private ScanSarif() {}

  static void write(PrintStream out, ScanReport report) {
    ObjectNode log = Json.mapper().createObjectNode();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "callgate policy scan");
    ArrayNode rules = driver.putArray("rules");
    for (ScanCode code : ScanCode.values()) {
      ObjectNode rule = rules.addObject();
      rule.put("id", code.name());
      rule.putObject("shortDescription").put("text", code.meaning());
    }
    // Lines end and columns count as Java's strings do.
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    for (Finding finding : report.findings()) {
      String hint = finding.hint().isEmpty() ? "" : "; " + finding.hint();
      ObjectNode result =
          result(results, finding.code(), finding.level(), finding.message() + hint);
      source(result, finding.rule());
    }
    for (UncoveredMethod method : report.uncovered()) {
      uncovered(results, method);
    }
    OutputOption.write(out, log);
  }

  private static ObjectNode result(ArrayNode results, ScanCode code, Level level, String message) {
    ObjectNode result = results.addObject();
    result.put("ruleId", code.name());
    result.put("ruleIndex", code.ordinal());
    result.put("level", level.name().toLowerCase(Locale.ROOT));
    result.putObject("message").put("text", message);
    return result;
  }

  private static void source(ObjectNode result, @Nullable Rule rule) {
    int colon = rule == null ? -1 : rule.source().lastIndexOf(':');
    if (rule == null || colon < 0) {
      return;
    }
    String file = rule.source().substring(0, colon);
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", uri(file));
    place
        .putObject("region")
        .put("startLine", Integer.parseInt(rule.source().substring(colon + 1)));
  }

  // Relative stays relative: the service knows what to.
  private static String uri(String file) {
    if (new File(file).isAbsolute()) {
      return new File(file).toURI().toASCIIString();
    }
    String inRoot = new File("/" + file).toURI().getRawPath();
    return inRoot.substring(inRoot.indexOf('/') + 1);
  }

  private static void uncovered(ArrayNode results, UncoveredMethod method) {
    String name = method.type() + "." + Signature.brief(method.key());
    ObjectNode result =
        result(
            results,
            ScanCode.SCAN12,
            Level.NOTE,
            name + " looks irreversible by its name, and no rule covers it");
    ObjectNode place =
        result.putArray("locations").addObject().putArray("logicalLocations").addObject();
    place.put("fullyQualifiedName", method.type() + "." + method.key());
    place.put("kind", "function");
    result.putObject("partialFingerprints").put("callgateMethod/v1", method.id());
  }
}
