package dev.callgate.cli.policy;

import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.protocol.Json;
import dev.callgate.scan.ApplyingPack;
import dev.callgate.scan.Finding;
import dev.callgate.scan.LambdaSite;
import dev.callgate.scan.RuleScan;
import dev.callgate.scan.ScanReport;
import dev.callgate.scan.Signature;
import dev.callgate.scan.UncoveredMethod;
import dev.callgate.scan.WovenMethod;
import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A scan's report for programs: everything, whatever a person would be shown. */
final class ScanJson {
  private ScanJson() {}

  static void write(PrintStream out, ScanReport report) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("classes", report.classes());
    json.put("archives", report.archives());
    json.put("jdkClasses", report.jdkClasses());
    ArrayNode rules = json.putArray("rules");
    report.rules().forEach(rule -> rules.add(rule(rule)));
    ArrayNode findings = json.putArray("findings");
    report.findings().forEach(finding -> findings.add(finding(finding)));
    ArrayNode uncovered = json.putArray("uncovered");
    report.uncovered().forEach(method -> uncovered.add(uncovered(method)));
    ArrayNode packs = json.putArray("packs");
    for (ApplyingPack pack : report.packs()) {
      packs.addObject().put("include", pack.include()).put("because", pack.because());
    }
    ArrayNode notes = json.putArray("leftOut");
    report.notes().forEach(notes::add);
    OutputOption.write(out, json);
  }

  private static ObjectNode rule(RuleScan scan) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", scan.rule().origin());
    json.put("source", scan.rule().source());
    json.put("condition", scan.cost().name().toLowerCase(Locale.ROOT));
    json.put("types", scan.types());
    ArrayNode methods = json.putArray("methods");
    for (WovenMethod method : scan.methods()) {
      ObjectNode woven = methods.addObject();
      woven.put("class", method.type());
      woven.put("method", method.key().name());
      woven.put("descriptor", method.key().descriptor());
      woven.put("from", method.origin().label());
    }
    ArrayNode lambdas = json.putArray("lambdas");
    for (LambdaSite site : scan.lambdas()) {
      ObjectNode lambda = lambdas.addObject();
      lambda.put("interface", site.interfaceName());
      lambda.put("class", site.type());
      lambda.put("method", site.method());
      lambda.put("from", site.origin().label());
    }
    return json;
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("code", finding.code().name());
    json.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    json.put("rule", finding.rule() == null ? null : finding.rule().origin());
    json.put("source", finding.rule() == null ? null : finding.rule().source());
    json.put("message", finding.message());
    json.put("hint", finding.hint());
    return json;
  }

  private static ObjectNode uncovered(UncoveredMethod method) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("class", method.type());
    json.put("method", method.key().name());
    json.put("descriptor", method.key().descriptor());
    json.put("signature", Signature.inPolicy(method.key()));
    json.put("from", method.origin().label());
    return json;
  }
}
