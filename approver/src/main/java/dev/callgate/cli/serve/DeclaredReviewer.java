package dev.callgate.cli.serve;

import dev.callgate.approver.life.Person;
import dev.callgate.cli.system.Failure;
import dev.callgate.protocol.Quorum;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reviewer as an operator writes one in a shell: {@code alice}, {@code alice:ops,risk}, or {@code
 * alice:*} for every group there is.
 *
 * @param name under which their reviews are recorded
 * @param groups the groups they are in; null when nothing is said about them
 */
public record DeclaredReviewer(String name, @Nullable List<String> groups) {

  /** Reads all of them; each may be named once. */
  public static List<DeclaredReviewer> parse(List<String> written) throws Failure {
    List<DeclaredReviewer> reviewers = new ArrayList<>();
    for (String each : written) {
      DeclaredReviewer reviewer = parse(each);
      for (DeclaredReviewer other : reviewers) {
        if (Quorum.isSame(other.name(), reviewer.name())) {
          throw Failure.usage(
              "named twice: the reviewer "
                  + reviewer.name()
                  + "; name each once, as --reviewer NAME:GROUP,GROUP");
        }
      }
      reviewers.add(reviewer);
    }
    return List.copyOf(reviewers);
  }

  /** Reads the names of admins, who are in no group. */
  static List<String> admins(List<String> written) throws Failure {
    List<String> names = new ArrayList<>();
    for (DeclaredReviewer each : parse(written)) {
      if (each.groups() != null) {
        throw Failure.usage("an admin is in no group: " + each.name() + "; give --admin NAME");
      }
      names.add(each.name());
    }
    return List.copyOf(names);
  }

  private static DeclaredReviewer parse(String written) throws Failure {
    int colon = written.indexOf(':');
    String name = colon < 0 ? written : written.substring(0, colon);
    if (!isPlain(name)) {
      throw Failure.usage(
          "not a reviewer's name: "
              + name
              + "; give --reviewer letters, digits and any of . _ @ + -");
    }
    if (colon < 0) {
      return new DeclaredReviewer(name, null);
    }
    List<String> groups = new ArrayList<>();
    for (String group : written.substring(colon + 1).split(",", -1)) {
      if (!isPlain(group) && !group.equals(Person.EVERY_GROUP)) {
        throw Failure.usage(
            "not a group: '"
                + group
                + "' of the reviewer "
                + name
                + "; write --reviewer NAME:GROUP,GROUP with the groups of your policies, or NAME:*");
      }
      if (!groups.contains(group)) {
        groups.add(group);
      }
    }
    return new DeclaredReviewer(name, List.copyOf(groups));
  }

  // The name becomes part of a file's name and of every decision.
  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && name.length() <= 64
        && Character.isLetterOrDigit(name.charAt(0))
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._@+-".indexOf(c) >= 0);
  }
}
