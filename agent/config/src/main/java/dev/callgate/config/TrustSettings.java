package dev.callgate.config;

import dev.callgate.policy.Assurance;
import dev.callgate.policy.Problems;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.TrustRoots;
import dev.callgate.protocol.VerificationKey;
import java.io.File;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures the JVM believes. At least one of {@code key} and {@code roots} is there.
 * Immutable.
 *
 * @param key the approver's pinned key; null to take it from the trust bundle
 * @param roots the pinned keys that a trust bundle has to be signed with; null to believe the
 *     approver in everything
 * @param bundle a file with a trust bundle to start from; null to take the approver's
 * @param stateDir where the newest bundle is remembered from run to run; null for nowhere
 * @param assurance what every yes has to prove at least; null to leave it to the rules
 */
public record TrustSettings(
    @Nullable VerificationKey key,
    @Nullable TrustRoots roots,
    @Nullable File bundle,
    @Nullable File stateDir,
    @Nullable Assurance assurance) {

  /** What rules get that say nothing themselves. Roots are there to be used. */
  public Assurance usual() {
    return assurance != null ? assurance : roots == null ? Assurance.SERVER : Assurance.REVIEWER;
  }

  /** What all rules get, whatever they say. */
  public Assurance least() {
    return assurance == null ? Assurance.SERVER : assurance;
  }

  /** Reads what a configuration says; null when something is wrong, which was reported then. */
  static @Nullable TrustSettings read(
      File file, YamlSection top, YamlSection approver, Problems problems) {
    if (!approver.has("trust-roots")) {
      approver.require("trust");
    }
    VerificationKey key = key(approver, problems);
    TrustRoots roots = roots(approver, problems);
    File bundle = bundle(file, approver, roots, problems);
    File stateDir = stateDir(file, top, problems);
    Assurance assurance = assurance(approver, problems);
    return key == null && roots == null
        ? null
        : new TrustSettings(key, roots, bundle, stateDir, assurance);
  }

  private static @Nullable VerificationKey key(YamlSection approver, Problems problems) {
    String text = approver.text("trust");
    try {
      return text == null ? null : VerificationKey.parse(text);
    } catch (ProtocolException e) {
      problems.report(
          approver.at("trust"),
          "CFG003",
          String.valueOf(e.getMessage()),
          "copy it from what the approver wrote into its agent.yaml");
      return null;
    }
  }

  /** Without a threshold all have to have signed: forgetting it asks for more, never for less. */
  private static @Nullable TrustRoots roots(YamlSection approver, Problems problems) {
    List<YamlScalar> written = approver.scalars("trust-roots");
    List<String> keys = new ArrayList<>();
    Set<String> different = new HashSet<>();
    for (YamlScalar each : written) {
      try {
        VerificationKey.parse(each.text());
        if (different.add(each.text())) {
          keys.add(each.text());
          continue;
        }
        problems.report(each.at(), "CFG003", "the same root twice", "name each root once");
      } catch (ProtocolException e) {
        problems.report(
            each.at(),
            "CFG003",
            String.valueOf(e.getMessage()),
            "copy it from `callgate trust show`");
      }
    }
    BigDecimal number = approver.number("trust-threshold");
    int threshold =
        number == null
            ? keys.size()
            : number.scale() <= 0 && number.compareTo(BigDecimal.valueOf(keys.size())) <= 0
                ? number.intValue()
                : 0;
    if (number != null && (threshold < 1 || written.isEmpty())) {
      problems.report(
          approver.at("trust-threshold"),
          "CFG008",
          "'trust-threshold' counts how many of the trust-roots have to sign",
          written.isEmpty() ? "add trust-roots" : "write a whole number from 1 to " + keys.size());
    }
    try {
      return keys.isEmpty() || threshold < 1 ? null : TrustRoots.parse(keys, threshold);
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable File bundle(
      File file, YamlSection approver, @Nullable TrustRoots roots, Problems problems) {
    String name = approver.text("trust-bundle");
    File bundle = name == null ? null : AgentConfig.beside(file, name);
    if (bundle != null && !approver.has("trust-roots")) {
      problems.report(
          approver.at("trust-bundle"),
          "CFG008",
          "'trust-bundle' without 'trust-roots'",
          "add the keys that have to have signed it");
    } else if (bundle != null && roots != null && !(bundle.isFile() && bundle.canRead())) {
      problems.report(
          approver.at("trust-bundle"),
          "CFG005",
          bundle + " cannot be read",
          "name a file that this user may read");
    }
    return bundle;
  }

  private static @Nullable File stateDir(File file, YamlSection top, Problems problems) {
    String name = top.text("state-dir");
    File directory = name == null ? null : AgentConfig.beside(file, name);
    if (directory != null && !(directory.isDirectory() && directory.canWrite())) {
      problems.report(
          top.at("state-dir"),
          "CFG006",
          directory + " is no directory that can be written to",
          "make one that only this user may write to");
    }
    return directory;
  }

  private static @Nullable Assurance assurance(YamlSection approver, Problems problems) {
    YamlScalar written = approver.scalar("assurance");
    if (written == null) {
      return null;
    }
    Assurance assurance = Assurance.of(written.text());
    if (assurance == null) {
      problems.report(
          written.at(),
          "SCH004",
          "unknown assurance " + Quoted.of(written.text()),
          Spelling.hint(written.text(), Assurance.words()));
    } else if (assurance != Assurance.SERVER && !approver.has("trust-roots")) {
      problems.report(
          written.at(),
          "CFG008",
          "'assurance: " + written.text() + "' without 'trust-roots'",
          "add the keys that sign who the reviewers are; see docs/trust.md");
    }
    return assurance;
  }
}
