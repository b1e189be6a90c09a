package dev.callgate.cli.run;

import dev.callgate.approver.life.Person;
import dev.callgate.cli.serve.DeclaredReviewer;
import dev.callgate.cli.serve.RunSettings;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.policy.Gate;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Quorum;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who may decide in a run, with the token that does so: in memory only, since the program
 * can read this user's files.
 */
record RunReviewer(String name, List<String> groups, String token) {

  /** Those declared; when there are none, {@code alone}, who then stands for every group. */
  static List<RunReviewer> of(List<DeclaredReviewer> declared, String alone) {
    List<RunReviewer> reviewers = new ArrayList<>();
    for (DeclaredReviewer each : declared) {
      List<String> groups = each.groups();
      reviewers.add(
          new RunReviewer(each.name(), groups == null ? List.of() : groups, Ids.token("cgr")));
    }
    if (reviewers.isEmpty()) {
      reviewers.add(new RunReviewer(alone, List.of(Person.EVERY_GROUP), Ids.token("cgr")));
    }
    return List.copyOf(reviewers);
  }

  /** The one who sits at the terminal: whoever has this user's name, or else the first. */
  static RunReviewer atTerminal(List<RunReviewer> reviewers) {
    return reviewers.stream()
        .filter(each -> Quorum.isSame(each.name(), Surroundings.user()))
        .findFirst()
        .orElse(reviewers.get(0));
  }

  /** Whether this person's yes counts for the gate, as far as groups tell. */
  boolean countsFor(Gate gate) {
    return gate.approvers().isEmpty()
        || groups.contains(Person.EVERY_GROUP)
        || groups.stream().anyMatch(gate.approvers()::contains);
  }

  RunSettings.Reviewer withToken(String another) {
    return new RunSettings.Reviewer(name, Digests.of(another), groups);
  }
}
