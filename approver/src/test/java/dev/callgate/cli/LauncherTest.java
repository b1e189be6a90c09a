package dev.callgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code callgate} in an installation of its own, with a stand-in for java and mvn. */
final class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "callgate");
  private static final List<String> TOOLS =
      List.of("sh", "readlink", "dirname", "sed", "head", "grep", "mkdir", "touch", "cat", "find");

  private final Path directory;
  private final Path home;
  private final Path path;

  LauncherTest(@TempDir Path directory) throws IOException {
    this.directory = directory.toRealPath();
    this.home = Files.createDirectory(this.directory.resolve("the home"));
    this.path = Files.createDirectory(this.directory.resolve("bin"));
    Files.copy(SCRIPT, home.resolve("callgate"), StandardCopyOption.COPY_ATTRIBUTES);
    for (String tool : TOOLS) {
      Path there = Path.of("/usr/bin", tool);
      Files.createSymbolicLink(
          path.resolve(tool), Files.exists(there) ? there : Path.of("/bin", tool));
    }
    java("17.0.15");
  }

  private record Run(int status, String out, String err) {}

  private Run run(Path script, String... arguments) throws Exception {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(script.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("PATH", path.toString());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private void java(String version) throws IOException {
    program(
        path.resolve("java"),
        "case $1 in -version) echo 'openjdk version \""
            + version
            + "\" 2025-04-15' >&2 ;;"
            + " *) echo \"home=$CALLGATE_HOME\"; for a; do echo \"[$a]\"; done; exit 3 ;; esac");
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private void built(String... jars) throws IOException {
    for (String jar : jars) {
      Path file = home.resolve(jar);
      Files.createDirectories(file.resolveSibling("."));
      Files.createFile(file);
    }
  }

  @Test
  void throughALinkItFindsItsHomeAndPassesArgumentsAndStatusOn() throws Exception {
    built("approver/target/callgate.jar");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("the home/callgate"));

    Run run = run(link, "ls", "two words", "*");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out())
        .contains("home=" + home, "[" + home + "/approver/target/callgate.jar]")
        .endsWith("[ls]\n[two words]\n[*]\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void sourcesThatAreNewerThanTheBuildAreSaid() throws Exception {
    built("approver/target/callgate.jar", "agent/core/src/main/java/A.java");
    FileTime build = Files.getLastModifiedTime(home.resolve("approver/target/callgate.jar"));
    Path source = home.resolve("agent/core/src/main/java/A.java");

    Files.setLastModifiedTime(source, FileTime.fromMillis(build.toMillis() + 10_000));
    Run stale = run(home.resolve("callgate"), "ls");
    Files.setLastModifiedTime(source, FileTime.fromMillis(build.toMillis() - 10_000));
    Run fresh = run(home.resolve("callgate"), "ls");

    assertThat(stale.status()).isEqualTo(3);
    assertThat(stale.err()).contains("sources changed", "mvn -DskipTests package").hasLineCount(1);
    assertThat(fresh.status()).isEqualTo(3);
    assertThat(fresh.err()).isEmpty();
  }

  @Test
  void whatACommandNeedsIsBuiltOnceWithOneLine() throws Exception {
    built("approver/target/callgate.jar", "agent/target/callgate-agent.jar");
    program(
        path.resolve("mvn"),
        "mkdir -p test-apps/assistant/target; touch test-apps/assistant/target/assistant.jar;"
            + " echo noise; echo noise >&2");

    Run first = run(home.resolve("callgate"), "demo");
    Run second = run(home.resolve("callgate"), "demo");

    assertThat(first.status()).isEqualTo(3);
    assertThat(first.out()).doesNotContain("noise");
    assertThat(first.err()).startsWith("callgate: building").hasLineCount(1);
    assertThat(second.status()).isEqualTo(3);
    assertThat(second.err()).isEmpty();
  }

  @Test
  void aFailedBuildShowsItsFirstErrorsAndKeepsTheRest() throws Exception {
    program(path.resolve("mvn"), "echo noise; echo '[ERROR] no space left'; exit 1");

    Run run = run(home.resolve("callgate"), "ls");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("[ERROR] no space left", "callgate: the build failed", "first-build.log")
        .doesNotContain("noise");
    assertThat(home.resolve("target/first-build.log")).content().contains("noise");
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    Run run = run(home.resolve("callgate"), "run", "--", "true");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no Maven", "install Maven").hasLineCount(1);
  }

  @Test
  void withoutJavaOrWithAnOldOneItSaysWhatToInstall() throws Exception {
    built("approver/target/callgate.jar");
    java("11.0.2");
    Run old = run(home.resolve("callgate"), "ls");
    java("1.8.0_402");
    Run older = run(home.resolve("callgate"), "ls");
    Files.delete(path.resolve("java"));
    Run none = run(home.resolve("callgate"), "ls");

    assertThat(List.of(old.status(), older.status(), none.status())).containsOnly(2);
    assertThat(old.err()).contains("too old", "17 or later").hasLineCount(1);
    assertThat(older.err()).contains("too old").hasLineCount(1);
    assertThat(none.err()).contains("no Java", "17 or later").hasLineCount(1);
  }
}
