package dev.callgate.policy.view;

import static dev.callgate.policy.condition.Truth.FALSE;
import static dev.callgate.policy.condition.Truth.TRUE;
import static dev.callgate.policy.condition.Truth.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import dev.callgate.policy.condition.Condition;
import dev.callgate.policy.condition.Truth;
import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathViewTest {
  private final Path directory;
  private Path root = Path.of("");

  PathViewTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void makeFiles() throws Exception {
    root = directory.toRealPath();
    Files.createDirectories(root.resolve("secrets/deep"));
    Files.createDirectories(root.resolve("open"));
    Files.writeString(root.resolve("secrets/key"), "k");
    Files.createSymbolicLink(root.resolve("open/link"), root.resolve("secrets"));
    Files.createSymbolicLink(root.resolve("secrets/out"), root.resolve("open"));
  }

  @ParameterizedTest
  @CsvSource({
    "secrets/key, TRUE",
    "secrets/deep/none, TRUE",
    "open/../secrets/key, TRUE",
    "secrets/./key, TRUE",
    "secrets//key, TRUE",
    "open/key, FALSE",
    "secrets2/key, FALSE",
    "secrets/../open/key, FALSE",
    "secrets, FALSE",
    // written in one place, lying in another
    "open/link/key, UNDECIDED",
    "secrets/out/key, UNDECIDED",
  })
  void aPathIsWhereItLies(String path, Truth expected) {
    String text = root + "/" + path;

    assertThat(inSecrets(text)).isEqualTo(expected);
    assertThat(inSecrets(new File(text))).isEqualTo(expected);
    assertThat(inSecrets(Path.of(text))).isEqualTo(expected);
  }

  @Test
  void aRelativePathBeginsWhereTheProgramWasStarted() {
    String here = new File("").getAbsolutePath();
    String when = "{arg: a, as: path, glob: \"" + here + "/*\"}";

    assertThat(test(when, Path.of("x"))).isEqualTo(TRUE);
    assertThat(test(when, "./x")).isEqualTo(TRUE);
    assertThat(test(when, "../x")).isEqualTo(FALSE);
  }

  @Test
  void aStarStopsAtASlash() {
    String one = "{arg: a, as: path, glob: \"" + root + "/*/key.x\"}";
    String any = "{arg: a, as: path, glob: \"" + root + "/**/key.x\"}";

    assertThat(test(one, root + "/b.c/key.x")).isEqualTo(TRUE);
    assertThat(test(one, root + "/b/c/key.x")).isEqualTo(FALSE);
    assertThat(test(any, root + "/b/c/key.x")).isEqualTo(TRUE);
  }

  @Test
  void wholePathsAndEndsAreCompared() {
    String key = root + "/secrets/key";

    assertThat(test("{arg: a, as: path, eq: " + key + "}", root + "/open/../secrets/key"))
        .isEqualTo(TRUE);
    assertThat(test("{arg: a, as: path, not_in: [" + key + "]}", root + "/open/x")).isEqualTo(TRUE);
    assertThat(test("{arg: a, as: path, ends_with: .db}", root + "/a.db/../b")).isEqualTo(FALSE);
  }

  @Test
  void theReceiverMayBeLookedInto() {
    Condition condition =
        Policies.condition(directory, "{self: this, as: path, glob: \"" + root + "/secrets/**\"}");

    assertThat(condition.test(Call.on(root.resolve("secrets/key").toFile()))).isEqualTo(TRUE);
    assertThat(condition.test(Call.on(root.resolve("open/key").toFile()))).isEqualTo(FALSE);
  }

  @Test
  void whatIsNoPathOfTheJdkIsUndecidedAndNeverCalled() throws Exception {
    Path foreign =
        (Path)
            Proxy.newProxyInstance(
                PathViewTest.class.getClassLoader(),
                new Class<?>[] {Path.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError("code of the application was run");
                });
    File liar =
        new File("/x") {
          private static final long serialVersionUID = 1L;

          @Override
          public String getPath() {
            throw new AssertionError("code of the application was run");
          }
        };
    assertThat(inSecrets(foreign)).isEqualTo(UNDECIDED);
    assertThat(inSecrets(liar)).isEqualTo(UNDECIDED);
    assertThat(inSecrets(7)).isEqualTo(UNDECIDED);
    try (FileSystem zip =
        FileSystems.newFileSystem(root.resolve("a.zip"), Map.of("create", "true"))) {
      assertThat(inSecrets(zip.getPath("/secrets/key"))).isEqualTo(UNDECIDED);
    }
  }

  @Test
  void whatTheFileSystemWillNotResolveIsUndecided() {
    assertThat(inSecrets(root + "/secrets/\0key")).isEqualTo(UNDECIDED);
    assertThat(inSecrets(root + "/open/\uFFFD")).isEqualTo(UNDECIDED);
    assertThat(inSecrets("/" + "x".repeat(40_000))).isEqualTo(UNDECIDED);
    assertThat(inSecrets(null)).isEqualTo(UNDECIDED);
  }

  @Test
  void onlyExistsAnswersAboutNoPath() {
    assertThat(test("{arg: a, as: path, exists: false}", null)).isEqualTo(TRUE);
    assertThat(test("{arg: a, as: path, exists: true}", "/x")).isEqualTo(TRUE);
  }

  private Truth inSecrets(@Nullable Object value) {
    return test("{arg: a, as: path, glob: \"" + root + "/secrets/**\"}", value);
  }

  private Truth test(String when, @Nullable Object value) {
    return Policies.condition(directory, when).test(Call.of(value, null));
  }
}
