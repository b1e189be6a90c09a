package dev.callgate.policy;

import dev.callgate.policy.condition.When;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Every rule in force, from all files.
 *
 * @param rules in the order of files and lines; the order decides nothing
 * @param digest {@code sha256:} and 64 hexadecimal digits. Of no file, the digest of nothing; of
 *     one file, that of its bytes; of several, that of their digests in ascending order, one a
 *     line. It depends on no name and no path.
 * @param notes what whoever starts the program should be told, though nothing is wrong
 * @param warnings what the authors of the files should look at, though the files may be used
 * @param tests what the authors of the files want to happen to some calls; nothing here says
 *     whether it does
 */
public record PolicySet(
    List<Rule> rules,
    String digest,
    List<Note> notes,
    List<Problem> warnings,
    List<PolicyTest> tests) {
  public static final String IRREVERSIBLE = "dev.callgate.Irreversible";

  /** The reserved policy name of rules that stand in no file. */
  public static final String BUILT_IN = "builtin";

  public PolicySet {
    rules = List.copyOf(rules);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
    tests = List.copyOf(tests);
  }

  /** With nothing to tell. */
  public PolicySet(List<Rule> rules, String digest) {
    this(rules, digest, List.of(), List.of(), List.of());
  }

  /**
   * The same, each rule with the assurance that its calls get.
   *
   * @param usual of rules that say nothing
   * @param least of all rules, whatever they say
   */
  public PolicySet assured(Assurance usual, Assurance least) {
    List<Rule> assured = new ArrayList<>(rules.size());
    for (Rule rule : rules) {
      Assurance said = rule.gate().assurance() == null ? usual : rule.gate().assurance();
      assured.add(rule.assured(said.compareTo(least) < 0 ? least : said));
    }
    return new PolicySet(assured, digest, notes, warnings, tests);
  }

  /**
   * What holds without any policy file: whatever carries {@code dev.callgate.Irreversible} is held.
   */
  public static PolicySet annotationOnly() {
    return new PolicySet(List.of(irreversible()), FileDigest.of(List.of()));
  }

  /**
   * The rule that gates the annotation. Whoever decides may do all there is to do, since no author
   * has narrowed it.
   */
  public static Rule irreversible() {
    Gate gate =
        new Gate(
            EnumSet.allOf(Verb.class),
            List.of(Gate.EVERY_ARGUMENT),
            List.of(),
            1,
            false,
            Gate.DEFAULT_EXPIRES,
            List.of(),
            null);
    Match match = new Match(List.of(IRREVERSIBLE), List.of(), List.of(), List.of(), List.of());
    return new Rule(
        BUILT_IN + "/irreversible",
        BUILT_IN,
        "Everything the developers marked as irreversible.",
        match,
        new When.Always(),
        Decision.GATE,
        gate,
        new Rejection.Throw(),
        Risk.HIGH,
        null,
        null,
        List.of(),
        List.of(),
        Set.of(),
        false,
        Set.of(),
        false,
        Decision.GATE);
  }
}
