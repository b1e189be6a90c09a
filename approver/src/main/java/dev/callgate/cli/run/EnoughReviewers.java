package dev.callgate.cli.run;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.policy.Decision;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.Rule;
import dev.callgate.policy.read.PolicyReader;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Looks before a run whether its reviewers could ever say yes to what its policies hold. */
final class EnoughReviewers {
  private EnoughReviewers() {}

  /**
   * @throws Failure naming the first rule that demands more people than there are: its calls could
   *     only expire
   */
  static void check(List<Path> policies, List<RunReviewer> reviewers) throws Failure {
    for (Rule rule : rules(policies)) {
      long people = reviewers.stream().filter(reviewer -> reviewer.countsFor(rule.gate())).count();
      if (rule.decide() == Decision.GATE && people < rule.gate().quorum()) {
        throw new Failure(
            ExitStatus.REFUSED,
            "not enough reviewers: the rule "
                + rule.id()
                + " needs "
                + rule.gate().quorum()
                + (rule.gate().approvers().isEmpty()
                    ? ""
                    : " of " + String.join(", ", rule.gate().approvers()))
                + ", and of those this run has "
                + people
                + "; declare everybody, each once: "
                + reviewers.stream()
                    .map(each -> "--reviewer " + each.name() + ":GROUP,GROUP")
                    .collect(Collectors.joining(" "))
                + " --reviewer NAME:GROUP");
      }
    }
  }

  // What is wrong with a policy the agent says, and does not start.
  private static List<Rule> rules(List<Path> policies) {
    if (policies.isEmpty()) {
      return List.of();
    }
    try {
      List<File> files = policies.stream().map(Path::toFile).toList();
      return PolicyReader.read(files).rules();
    } catch (PolicyException e) {
      return List.of();
    }
  }
}
