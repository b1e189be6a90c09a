package dev.callgate.policy.read;

import dev.callgate.policy.MessageTemplate;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.YamlScalar;

/** Checks the texts with references to arguments in them. */
final class Wording {
  private Wording() {}

  static void check(YamlScalar template, KnownParameters parameters, ProblemSink problems) {
    MessageTemplate parsed = MessageTemplate.parse(template.text());
    Integer flaw = parsed.flaw();
    if (flaw != null) {
      problems.report(
          template.at(flaw),
          "SCH005",
          "a brace without its partner",
          "write {{ or }} for a brace itself");
    }
    for (MessageTemplate.Part part : parsed.parts()) {
      if (part.isReference()) {
        parameters.checkPart(part.text(), template, part.offset());
      }
    }
  }
}
