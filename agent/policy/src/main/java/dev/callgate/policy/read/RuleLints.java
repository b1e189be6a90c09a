package dev.callgate.policy.read;

import dev.callgate.policy.MessageTemplate;
import dev.callgate.policy.MethodVerb;
import dev.callgate.policy.Parameter;
import dev.callgate.policy.Problems;
import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the author of one rule hardly meant, as far as the rule itself tells. */
final class RuleLints {
  /** What a parameter is called that nobody should read on a reviewer's screen. */
  private static final List<String> SECRETS =
      List.of("password", "passwd", "passphrase", "secret", "apikey", "credential", "privatekey");

  /** How methods begin whose effect an answer in their place would only pretend. */
  private static final List<String> EFFECTS =
      List.of(
          "delete",
          "remove",
          "drop",
          "truncate",
          "purge",
          "wipe",
          "send",
          "transfer",
          "pay",
          "refund",
          "charge",
          "write",
          "save",
          "store",
          "update",
          "put",
          "publish",
          "deploy",
          "start",
          "stop",
          "halt",
          "exit",
          "kill",
          "commit",
          "grant",
          "revoke");

  private final YamlMapping rule;
  private final Problems problems;

  private RuleLints(YamlMapping rule, Problems problems) {
    this.rule = rule;
    this.problems = problems;
  }

  static void check(YamlMapping rule, Problems problems) {
    RuleLints lints = new RuleLints(rule, problems);
    lints.risk();
    lints.message();
    lints.rejection();
    lints.match();
    lints.response();
    lints.quorum();
  }

  private void quorum() {
    if (!(Lints.value(rule, "gate") instanceof YamlMapping gate)) {
      return;
    }
    String quorum = Lints.text(gate, "quorum");
    if (Lints.text(gate, "requester_may_approve").equals("true")
        && (quorum.isEmpty() || quorum.equals("1"))) {
      warn(
          at(gate, "requester_may_approve"),
          "LINT017",
          "whoever asks can approve alone",
          "raise the quorum to 2, or remove it");
    }
  }

  private void risk() {
    String decide = Lints.text(rule, "decide");
    String risk = Lints.text(rule, "risk");
    if (risk.equals("low") && decide.equals("deny")) {
      warn(at(rule, "risk"), "LINT007", "low risk, and nobody may ever", "raise the risk, or gate");
    }
    if (risk.equals("critical") && decide.equals("audit")) {
      warn(at(rule, "risk"), "LINT008", "critical risk, and nobody is asked", "gate it");
    }
  }

  private void message() {
    if (!(Lints.value(rule, "message") instanceof YamlScalar message)) {
      return;
    }
    Set<String> hidden = redacted();
    for (MessageTemplate.Part part : MessageTemplate.parse(message.text()).parts()) {
      if (part.isReference() && (hidden.contains(part.text()) || hidden.contains("*"))) {
        warn(
            message.at(part.offset()),
            "LINT012",
            "the message speaks of " + Quoted.of(part.text()) + ", which is redacted",
            "reviewers will not see it; leave it out");
      }
    }
  }

  private void rejection() {
    if (Lints.value(rule, "on_reject") instanceof YamlMapping rejection
        && Lints.value(rejection, "return_message") instanceof YamlScalar said
        && !said.text().toUpperCase(Locale.ROOT).contains("NOT")) {
      warn(
          said.at(),
          "LINT013",
          "whoever reads this may think the call ran",
          "say that it was NOT executed");
    }
  }

  private void match() {
    if (!(Lints.value(rule, "match") instanceof YamlMapping match)) {
      return;
    }
    if (match.entry("weave") != null) {
      warn(
          at(match, "weave"),
          "LINT011",
          "'weave' is not needed: implementations without a class file of their own are meant too",
          "remove it");
    }
    Set<String> hidden = redacted();
    for (YamlScalar method : methods(match)) {
      for (Parameter parameter : parameters(method.text())) {
        String name = parameter.name();
        if (name != null && isSecret(name) && !hidden.contains(name) && !hidden.contains("*")) {
          warn(
              method.at(),
              "LINT015",
              "reviewers and the audit log will see the parameter " + Quoted.of(name),
              "add redact: [" + name + "]");
        }
      }
    }
  }

  /** An answer in place of a deed lets the program believe that it was done. */
  private void response() {
    if (!(Lints.value(rule, "gate") instanceof YamlMapping gate)
        || !(Lints.value(gate, "decisions") instanceof YamlSequence decisions)
        || !(Lints.value(rule, "match") instanceof YamlMapping match)) {
      return;
    }
    for (YamlNode decision : decisions.items()) {
      if (decision instanceof YamlScalar respond && respond.text().equals("respond")) {
        for (YamlScalar method : methods(match)) {
          if (MethodVerb.begins(method.text(), EFFECTS)) {
            warn(
                respond.at(),
                "LINT016",
                "an answer in place of " + Quoted.of(method.text()) + " pretends that it was done",
                "let a person respond only where the answer is all that is wanted");
            return;
          }
        }
      }
    }
  }

  private Set<String> redacted() {
    Set<String> hidden = new LinkedHashSet<>();
    for (YamlScalar scalar : scalars(Lints.value(rule, "redact"))) {
      hidden.add(scalar.text());
    }
    return hidden;
  }

  private static List<YamlScalar> methods(YamlMapping match) {
    return scalars(Lints.value(match, "method"));
  }

  private static List<YamlScalar> scalars(@Nullable YamlNode node) {
    List<YamlScalar> scalars = new ArrayList<>();
    if (node instanceof YamlScalar scalar) {
      scalars.add(scalar);
    } else if (node instanceof YamlSequence sequence) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof YamlScalar scalar) {
          scalars.add(scalar);
        }
      }
    }
    return scalars;
  }

  private static List<Parameter> parameters(String signature) {
    try {
      List<Parameter> parameters = SignatureParser.parse(signature).parameters();
      return parameters == null ? List.of() : parameters;
    } catch (SyntaxProblem e) {
      // told where the rule was read
      return List.of();
    }
  }

  private static boolean isSecret(String name) {
    String plain = name.replace("_", "").toLowerCase(Locale.ROOT);
    for (String secret : SECRETS) {
      if (plain.contains(secret)) {
        return true;
      }
    }
    return false;
  }

  private static Place at(YamlMapping mapping, String key) {
    YamlEntry entry = mapping.entry(key);
    return entry == null ? mapping.at() : entry.key().at();
  }

  private void warn(Place at, String code, String message, String hint) {
    problems.warn(at, code, message, hint);
  }
}
