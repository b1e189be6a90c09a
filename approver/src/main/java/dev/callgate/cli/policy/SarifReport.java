package dev.callgate.cli.policy;

import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.protocol.Json;
import java.io.File;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report for code scanning services: SARIF 2.1.0 (OASIS). Not thread-safe. */
final class SarifReport {
  private final ObjectNode log = Json.mapper().createObjectNode();
  private final ArrayNode rules;
  private final ArrayNode results;
  private final Map<String, Integer> indexes = new LinkedHashMap<>();

  /**
   * @param tool what found something
   */
  SarifReport(String tool) {
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", tool);
    rules = driver.putArray("rules");
    // Lines end and columns count as Java's strings do.
    run.put("columnKind", "utf16CodeUnits");
    results = run.putArray("results");
  }

  /** Names a kind of finding, once. */
  void rule(String code, String meaning) {
    if (indexes.putIfAbsent(code, indexes.size()) == null) {
      ObjectNode rule = rules.addObject();
      rule.put("id", code);
      rule.putObject("shortDescription").put("text", meaning);
    }
  }

  /**
   * Adds a finding.
   *
   * @param code of a {@linkplain #rule rule} that was named before
   * @param level error, warning or note
   */
  ObjectNode result(String code, String level, String message) {
    ObjectNode result = results.addObject();
    result.put("ruleId", code);
    result.put("ruleIndex", indexes.getOrDefault(code, -1));
    result.put("level", level);
    result.putObject("message").put("text", message);
    return result;
  }

  /** Says where a finding is; the region is for the caller to narrow. */
  static ObjectNode region(ObjectNode result, String file, int line) {
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", uri(file));
    ObjectNode region = place.putObject("region");
    region.put("startLine", line);
    return region;
  }

  // Relative stays relative: the service knows what to.
  private static String uri(String file) {
    if (new File(file).isAbsolute()) {
      return new File(file).toURI().toASCIIString();
    }
    String inRoot = new File("/" + file).toURI().getRawPath();
    return inRoot.substring(inRoot.indexOf('/') + 1);
  }

  void write(PrintStream out) {
    OutputOption.write(out, log);
  }
}
