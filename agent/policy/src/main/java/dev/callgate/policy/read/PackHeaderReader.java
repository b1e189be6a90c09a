package dev.callgate.policy.read;

import dev.callgate.policy.include.PackName;
import dev.callgate.policy.yaml.ProblemSink;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import dev.callgate.policy.yaml.YamlSequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a pack says of itself. */
final class PackHeaderReader {
  static final YamlKeys KEYS =
      YamlKeys.of("pack", "name", "version", "language", "covers", "maturity");
  static final YamlKeys COVERS = YamlKeys.of("covers", "artifact", "versions");
  static final List<String> MATURITIES = List.of("stable", "incubating");

  private final ProblemSink problems;

  PackHeaderReader(ProblemSink problems) {
    this.problems = problems;
  }

  /**
   * What was written; an incubating pack when it could not be read, which was then reported.
   *
   * @param included what it was included as; null when it was not
   */
  PackHeader read(YamlSection pack, @Nullable PackName included) {
    for (String key : KEYS.known()) {
      pack.require(key);
    }
    YamlScalar name = pack.scalar("name");
    YamlScalar version = pack.scalar("version");
    if (name != null && !PackName.isName(name.text())) {
      problems.report(
          name.at(),
          "SCH005",
          "not a name for a pack: " + Quoted.of(name.text()),
          "use lower-case letters, digits and -, beginning with a letter");
    }
    if (version != null && !isVersion(version.text())) {
      problems.report(
          version.at(),
          "SCH005",
          "not a version of a pack: " + Quoted.of(version.text()),
          "write MAJOR.MINOR.PATCH, such as 1.0.0");
    }
    if (included != null && name != null && version != null) {
      PackName own = PackName.of(name.text() + "@" + major(version.text()));
      if (!included.equals(own)) {
        problems.report(
            name.at(), "INC007", "this pack is not " + included, "correct its name or version");
      }
    }
    language(pack);
    covers(pack);
    return new PackHeader(version == null ? "?" : version.text(), isStable(pack));
  }

  private void language(YamlSection pack) {
    YamlNode node = pack.node("language");
    boolean one = node instanceof YamlScalar scalar && scalar.plain() && scalar.text().equals("1");
    if (node != null && !one) {
      problems.report(
          node.at(), "SCH006", "unknown version of the language", "this version reads 1");
    }
  }

  private void covers(YamlSection pack) {
    YamlSequence covers = pack.sequence("covers");
    if (covers == null) {
      return;
    }
    if (covers.items().isEmpty()) {
      problems.report(
          covers.at(), "SCH008", "'covers' is an empty list", "name what the rules are about");
    }
    for (YamlNode item : covers.items()) {
      if (item instanceof YamlMapping mapping) {
        YamlSection covered = YamlSection.of(mapping, COVERS, problems);
        for (String key : COVERS.known()) {
          covered.require(key);
          covered.text(key);
        }
      } else {
        pack.wrongKind(item, "covers", "items such as {artifact: \"group:name\", versions: 1.x}");
      }
    }
  }

  private boolean isStable(YamlSection pack) {
    YamlScalar maturity = pack.scalar("maturity");
    if (maturity != null && !MATURITIES.contains(maturity.text())) {
      problems.report(
          maturity.at(),
          "SCH004",
          "unknown maturity " + Quoted.of(maturity.text()),
          Spelling.hint(maturity.text(), MATURITIES));
    }
    return maturity != null && maturity.text().equals("stable");
  }

  private static String major(String version) {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }

  /** Three numbers with dots between them. */
  private static boolean isVersion(String text) {
    int dots = 0;
    char before = '.';
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean dot = c == '.' && before != '.';
      if (!dot && (c < '0' || c > '9')) {
        return false;
      }
      dots += dot ? 1 : 0;
      before = c;
    }
    return dots == 2 && before != '.';
  }
}
