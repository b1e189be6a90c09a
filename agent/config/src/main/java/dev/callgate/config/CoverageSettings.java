package dev.callgate.config;

import dev.callgate.policy.Problems;
import dev.callgate.policy.yaml.YamlDuration;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.io.File;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How this JVM tells what the rules have done. Immutable.
 *
 * @param file where the report is kept besides being sent; null for nowhere
 * @param every how long a change may wait before it is told
 */
public record CoverageSettings(@Nullable File file, Duration every) {
  private static final Duration EVERY = Duration.ofSeconds(60);
  private static final Duration SELDOMEST = Duration.ofHours(1);
  private static final YamlKeys KEYS = YamlKeys.of("coverage", "file", "every");

  /** What stands under {@code coverage} in a configuration; what is wrong there was reported. */
  static CoverageSettings read(File configuration, YamlSection top, Problems problems) {
    YamlSection coverage = top.has("coverage") ? top.section("coverage", KEYS) : null;
    if (coverage == null) {
      return new CoverageSettings(null, EVERY);
    }
    String name = coverage.text("file");
    File file = name == null ? null : AgentConfig.beside(configuration, name);
    if (file != null && !canBeWritten(file)) {
      problems.report(
          coverage.at("file"),
          "CFG006",
          file + " cannot be written",
          "name a file in a directory that this user may write to");
    }
    YamlScalar every = coverage.scalar("every");
    Duration span = every == null ? EVERY : YamlDuration.of(every, problems);
    if (every != null && span != null && span.compareTo(SELDOMEST) > 0) {
      problems.report(every.at(), "CFG007", "longer than an hour", "write a time of 1s to 1h");
    }
    return new CoverageSettings(file, span == null ? EVERY : span);
  }

  /** It is replaced as a whole, so its directory counts. */
  static boolean canBeWritten(File file) {
    File directory = file.getParentFile();
    return directory != null
        && directory.isDirectory()
        && directory.canWrite()
        && !file.isDirectory();
  }
}
