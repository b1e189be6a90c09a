package dev.callgate.policy.include;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.trial.TestResult;
import dev.callgate.policy.trial.TestRun;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pack that comes with Callgate, by its own tests. */
class BuiltInPacksTest {
  @Test
  void theIndexNamesEveryPackThatLiesThere() throws Exception {
    URL folder =
        Objects.requireNonNull(
            BuiltInPacks.class.getClassLoader().getResource("META-INF/callgate/packs/index"));
    Path packs = Objects.requireNonNull(Path.of(folder.toURI()).getParent());
    try (Stream<Path> files = Files.walk(packs)) {
      List<String> lying =
          files
              .filter(file -> file.endsWith("pack.callgate.yaml"))
              .map(file -> packs.relativize(file))
              .map(file -> "pack:" + file.getName(0) + "@" + file.getName(1))
              .toList();

      assertThat(BuiltInPacks.all())
          .extracting(PackName::toString)
          .containsExactlyInAnyOrderElementsOf(lying)
          .isSorted();
    }
  }

  @ParameterizedTest
  @MethodSource("packs")
  void itsTestsPassAndLeaveNoRuleOut(PackName pack, @TempDir Path directory) throws Exception {
    TestRun run = TestRun.of(file(pack, directory).toFile());

    assertThat(run.results()).isNotEmpty().allMatch(TestResult::passed, "passes");
    assertThat(run.uncovered()).isEmpty();
  }

  static List<PackName> packs() {
    return BuiltInPacks.all();
  }

  private static Path file(PackName pack, Path directory) throws IOException {
    byte[] bytes = Objects.requireNonNull(BuiltInPacks.bytes(pack));
    return Files.write(directory.resolve(pack.name() + ".callgate.yaml"), bytes);
  }
}
