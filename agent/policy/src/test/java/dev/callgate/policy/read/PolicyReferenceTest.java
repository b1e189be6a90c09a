package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.yaml.YamlKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/policy.md names everything that the reader knows, and no code that it does not. */
class PolicyReferenceTest {
  private static final Pattern CODE =
      Pattern.compile(
          "\"((?:YAML|FILE|SCH|REF|SET|MAT|SIG|TYP|MEAN|PATH|TST|INC|LCK|LINT|ENV|EXC)\\d{3})\"");

  private static String reference() throws IOException {
    return Files.readString(Path.of("../../docs/policy.md"));
  }

  @Test
  void everyKeyIsThere() throws Exception {
    String reference = reference();
    for (YamlKeys keys :
        List.of(
            PolicyFileReader.KEYS,
            PolicyFileReader.PACK_KEYS,
            RuleReader.KEYS,
            RuleReader.PACK_KEYS,
            MatchReader.KEYS,
            GateReader.KEYS,
            GateReader.PACK_KEYS,
            GrantReader.KEYS,
            ApproverGroups.KEYS,
            CoverReader.KEYS,
            RejectionReader.KEYS,
            ExceptionsReader.KEYS,
            TestsReader.KEYS,
            WhenReader.KEYS,
            PackHeaderReader.KEYS,
            PackChangeReader.KEYS)) {
      for (String key : keys.known()) {
        assertThat(reference).as(keys.where()).contains("`" + key + "`");
      }
    }
    for (String word :
        Stream.concat(OperatorReader.OPERATORS.stream(), ViewReader.VIEWS.stream()).toList()) {
      assertThat(reference).contains("`" + word + "`");
    }
  }

  @Test
  void everyCodeIsThereAndNoOther() throws Exception {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(f -> f.toString().endsWith(".java")).toList()) {
        CODE.matcher(Files.readString(source)).results().map(r -> r.group(1)).forEach(used::add);
      }
    }
    Set<String> told = new TreeSet<>();
    Pattern.compile("(?m)^\\| ([A-Z]+\\d{3}) \\|")
        .matcher(reference())
        .results()
        .map(MatchResult::group)
        .map(row -> row.substring(2, row.length() - 2))
        .forEach(told::add);

    assertThat(told).isNotEmpty().isEqualTo(used);
  }
}
