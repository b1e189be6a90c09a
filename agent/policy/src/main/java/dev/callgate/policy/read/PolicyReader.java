package dev.callgate.policy.read;

import dev.callgate.policy.Note;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicySources;
import dev.callgate.policy.PolicyTest;
import dev.callgate.policy.Rule;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads policy files. Stateless and thread-safe. */
public final class PolicyReader {
  private PolicyReader() {}

  /**
   * Reads, checks and links all files. What carries {@code dev.callgate.Irreversible} is held in
   * any case: unless a rule of the files denies or gates exactly that annotation, {@link
   * PolicySet#annotationOnly()}'s rule is added.
   *
   * @param files an application's, each named as messages are to name it; none for no policy at all
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
    return read(PolicySources.of(files), environment);
  }

  /** The same for files of several layers, and with packs of one's own. */
  public static PolicySet read(PolicySources sources, @Nullable String environment)
      throws PolicyException {
    return read(sources, environment, System.currentTimeMillis());
  }

  /** The same on another day. */
  public static PolicySet read(List<File> files, @Nullable String environment, long now)
      throws PolicyException {
    return read(PolicySources.of(files), environment, now);
  }

  /**
   * The same on another day.
   *
   * @param now in milliseconds since 1970; exceptions that have ended by then are left out with a
   *     note, others end while the rules are in use
   */
  public static PolicySet read(PolicySources sources, @Nullable String environment, long now)
      throws PolicyException {
    PolicyFiles files = PolicyFiles.read(sources, now);
    List<Note> notes = new ArrayList<>();
    List<Rule> rules = files.inForce(environment, now, notes);
    List<PolicyTest> tests = files.tests();
    return new PolicySet(rules, files.digest(), notes, files.warnings(), tests);
  }
}
