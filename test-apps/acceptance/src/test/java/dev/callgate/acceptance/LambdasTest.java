package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Lambdas that implement a gated interface, wherever the JVM takes their classes from. */
final class LambdasTest {
  private static final int FIRST_WITH_LINKED_LAMBDAS_IN_A_CACHE = 24;

  private static ApproverProcess approver;

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @EveryJdk
  void toolOfAnMcpServerRunsOnlyWhenApproved(Jdk jdk) throws Exception {
    Path file = file();
    AgentConfiguration rejected = mcp();
    try (TirelessReviewer reviewer = reviewer(rejected, Answer.REJECT);
        ChildProcess program =
            Launch.on(jdk, temp).gatedBy(rejected).jar(Installation.mcp(), file.toString())) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().text()).startsWith("heard The tool was NOT run: ");
      assertThat(file).exists();
      HeldCall asked = reviewer.decided().iterator().next();
      assertThat(asked.json().at("/request/method/type").asString())
          .isEqualTo("dev.langchain4j.mcp.McpToolProvider$lambda$ToolExecutor");
      assertThat(asked.method()).isEqualTo("execute");
      assertThat(asked.argument("request")).contains("erase_file");
    }
    AgentConfiguration approved = mcp();
    try (TirelessReviewer reviewer = reviewer(approved, Answer.APPROVE);
        ChildProcess program =
            Launch.on(jdk, temp).gatedBy(approved).jar(Installation.mcp(), file.toString())) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().lines()).containsExactly("heard erased");
      assertThat(file).doesNotExist();
      assertThat(reviewer.asked()).isEqualTo(1);
    }
  }

  @EveryJdk
  void lambdaThatAnArchiveHoldsIsHeld(Jdk jdk) throws Exception {
    Path jar = jar();
    Path archive = temp.resolve("clerk.jsa");
    try (ChildProcess dump = clerk(jdk, jar, List.of("-XX:ArchiveClassesAtExit=" + archive))) {
      assertThat(dump.awaitExit()).as("%s", dump).isZero();
    }
    List<String> use =
        List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + loaded());
    try (ChildProcess alone = clerk(jdk, jar, use)) {
      assertThat(alone.awaitExit()).as("%s", alone).isZero();
      assertThat(lambdas()).isNotEmpty().allMatch(line -> line.contains("shared objects file"));
    }
    assertHeld(jdk, jar, use);
    assertThat(lambdas()).isNotEmpty().noneMatch(line -> line.contains("shared objects file"));
  }

  @EveryJdk
  void lambdaThatACacheHasLinkedEndsTheStart(Jdk jdk) throws Exception {
    assumeTrue(jdk.feature() >= FIRST_WITH_LINKED_LAMBDAS_IN_A_CACHE, "this JDK has no such cache");
    Path jar = jar();
    List<String> use = cache(jdk, jar, "-XX:+AOTClassLinking");
    try (ChildProcess alone = clerk(jdk, jar, use)) {
      assertThat(alone.awaitExit()).as("%s", alone).isZero();
      assertThat(lambdas()).isNotEmpty().allMatch(line -> line.contains("shared objects file"));
    }
    Path file = file();
    try (ChildProcess program =
        Launch.on(jdk, temp)
            .with(use)
            .gatedBy(approver.configuration("linked"))
            .main("deeds.Clerk", List.of(jar), file.toString())) {
      assertThat(program.awaitExit()).as("%s", program).isEqualTo(78);
      assertThat(program.err().text())
          .contains("callgate: CG-008 not started: deeds.Clerk$$Lambda")
          .contains("-XX:-AOTClassLinking");
      assertThat(file).exists();
    }
  }

  @EveryJdk
  void lambdaOfACacheThatLinksNothingIsHeld(Jdk jdk) throws Exception {
    assumeTrue(jdk.feature() >= FIRST_WITH_LINKED_LAMBDAS_IN_A_CACHE, "this JDK has no such cache");
    Path jar = jar();
    assertHeld(jdk, jar, cache(jdk, jar, "-XX:-AOTClassLinking"));
  }

  private void assertHeld(Jdk jdk, Path jar, List<String> options) throws Exception {
    Path file = file();
    AgentConfiguration rejected = approver.configuration("archived");
    try (TirelessReviewer reviewer = reviewer(rejected, Answer.REJECT);
        ChildProcess program =
            Launch.on(jdk, temp)
                .with(options)
                .gatedBy(rejected)
                .main("deeds.Clerk", List.of(jar), file.toString())) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      // The JVM says something about modules first.
      assertThat(program.out().text()).contains("refused NOT EXECUTED: Clerk.lambda.Tool.use ");
      assertThat(file).exists();
      assertThat(reviewer.asked()).isEqualTo(1);
    }
    AgentConfiguration approved = approver.configuration("archived");
    try (TirelessReviewer reviewer = reviewer(approved, Answer.APPROVE);
        ChildProcess program =
            Launch.on(jdk, temp)
                .with(options)
                .gatedBy(approved)
                .main("deeds.Clerk", List.of(jar), file.toString())) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().lines()).contains("erased");
      assertThat(file).doesNotExist();
      assertThat(reviewer.asked()).isEqualTo(1);
    }
  }

  /**
   * Makes a cache that a JVM with an agent accepts, and says how to use it: made with the module
   * that agents bring along.
   */
  private List<String> cache(Jdk jdk, Path jar, String linking) throws Exception {
    Path cache = temp.resolve("clerk.aot");
    List<String> same = List.of("--add-modules", "java.instrument", linking);
    List<String> make = new ArrayList<>(same);
    make.add("-XX:AOTCacheOutput=" + cache);
    try (ChildProcess dump = clerk(jdk, jar, make)) {
      assertThat(dump.awaitExit()).as("%s", dump).isZero();
      assertThat(cache).as("%s", dump).exists();
    }
    List<String> use = new ArrayList<>(same);
    use.add("-XX:AOTCache=" + cache);
    use.add("-Xlog:class+load:file=" + loaded());
    return use;
  }

  private ChildProcess clerk(Jdk jdk, Path jar, List<String> options) throws IOException {
    return Launch.on(jdk, temp)
        .with(options)
        .main("deeds.Clerk", List.of(jar), temp.resolve("nothing").toString());
  }

  /** Archives want jars. */
  private Path jar() throws IOException {
    Compiled.program(temp, "deeds.Clerk", Programs.CLERK);
    Path classes = temp.resolve("classes");
    Path jar = temp.resolve("clerk.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        entries.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }

  private Path loaded() {
    return temp.resolve("loaded.txt");
  }

  private List<String> lambdas() throws IOException {
    return Files.readAllLines(loaded()).stream()
        .filter(line -> line.contains("deeds.Clerk$$Lambda"))
        .toList();
  }

  private static AgentConfiguration mcp() throws IOException {
    return approver
        .configuration("mcp")
        .withPolicy(Installation.file("test-apps/mcp/mcp.callgate.yaml"));
  }

  private static TirelessReviewer reviewer(AgentConfiguration configuration, Answer answer)
      throws IOException {
    return TirelessReviewer.start(approver.reviewer(), configuration.application(), answer);
  }

  private Path file() throws IOException {
    return Files.writeString(temp.resolve("precious.txt"), "precious");
  }
}
