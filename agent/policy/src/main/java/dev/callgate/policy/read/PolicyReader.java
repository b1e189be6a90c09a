package dev.callgate.policy.read;

import dev.callgate.policy.Decision;
import dev.callgate.policy.FileDigest;
import dev.callgate.policy.Match;
import dev.callgate.policy.Note;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicyTest;
import dev.callgate.policy.Problem;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlFile;
import dev.callgate.policy.yaml.YamlScalar;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads policy files. Stateless and thread-safe. */
public final class PolicyReader {
  private PolicyReader() {}

  /**
   * Reads, checks and links all files. What carries {@code dev.callgate.Irreversible} is held in
   * any case: unless a rule of the files denies or gates exactly that annotation, {@link
   * PolicySet#annotationOnly()}'s rule is added.
   *
   * @param files each named as messages are to name it; none for no policy at all
   * @throws PolicyException when anything at all is wrong with any of them
   */
  public static PolicySet read(List<File> files) throws PolicyException {
    return read(files, null);
  }

  /**
   * The same for one environment, which each file reads as its own {@code environments} say; a file
   * has no say about the rules of another.
   *
   * @param environment its name; null, and any name that a file does not declare, puts every rule
   *     of that file in force
   */
  public static PolicySet read(List<File> files, @Nullable String environment)
      throws PolicyException {
    return read(files, environment, System.currentTimeMillis());
  }

  /**
   * The same on another day.
   *
   * @param now in milliseconds since 1970; exceptions that have ended by then are left out with a
   *     note, others end while the rules are in use
   */
  public static PolicySet read(List<File> files, @Nullable String environment, long now)
      throws PolicyException {
    List<Problem> found = new ArrayList<>();
    List<byte[]> bytes = new ArrayList<>();
    List<Rule> written = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    List<PolicyTest> tests = new ArrayList<>();
    Map<String, YamlScalar> names = new LinkedHashMap<>();
    for (File file : files) {
      Problems problems = new Problems();
      YamlFile yaml = YamlFile.read(file, problems);
      bytes.add(yaml.bytes());
      if (yaml.root() != null) {
        PolicyFileReader.Policy policy = new PolicyFileReader(problems).read(yaml.root());
        checkName(policy.name(), names, problems);
        written.addAll(policy.rules());
        tests.addAll(policy.tests());
        List<Rule> selected = policy.environments().select(policy.rules(), environment, notes);
        String known = policy.environments().declares(environment) ? environment : null;
        rules.addAll(policy.exceptions().apply(selected, known, now, notes));
      }
      found.addAll(problems.inOrder());
    }
    if (!found.isEmpty()) {
      throw new PolicyException(found);
    }
    // as written: who says where the annotation is held has said where it is not
    if (!coverAnnotation(written)) {
      rules.add(PolicySet.irreversible());
    }
    return new PolicySet(rules, FileDigest.of(bytes), notes, tests);
  }

  private static void checkName(
      @Nullable YamlScalar name, Map<String, YamlScalar> names, Problems problems) {
    YamlScalar first = name == null ? null : names.putIfAbsent(name.text(), name);
    if (name != null && first != null) {
      String message = "another policy is called " + Quoted.of(name.text()) + ": " + first.at();
      problems.report(
          name.at(), "SET002", message, "rules are known by policy and id; choose another name");
    }
  }

  /** An audit rule does not count: adding a rule never makes anything weaker. */
  private static boolean coverAnnotation(List<Rule> rules) {
    for (Rule rule : rules) {
      Match match = rule.match();
      boolean whole =
          match.annotations().contains(PolicySet.IRREVERSIBLE)
              && match.classes().isEmpty()
              && match.subtypesOf().isEmpty()
              && match.methods().isEmpty()
              && match.excludes().isEmpty()
              && rule.when() instanceof When.Always;
      if (whole && rule.decide() != Decision.AUDIT) {
        return true;
      }
    }
    return false;
  }
}
