package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example policy, with the program that its table runs beneath it. */
final class PolicyExamplesTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| \\[([a-z-]+)].*\\| `java -jar test-apps/([^`]+)` \\|$");

  private static ApproverProcess approver;

  @SuppressWarnings("NullAway.Init") // before each test
  private Path directory;

  /**
   * What is to be there afterwards.
   *
   * @param asked how often a person is asked
   */
  record Expectation(String name, int asked, List<String> rejected, List<String> approved) {
    static Expectation of(String name, int asked, String rejected, String approved) {
      return new Expectation(
          name, asked, List.of("effect: " + rejected), List.of("effect: " + approved));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Expectation> examples() {
    return Stream.of(
        Expectation.of("annotated", 1, "1 visitor, open", "1 visitor, closed"),
        Expectation.of("payments", 1, "20.00 paid", "270.00 paid"),
        Expectation.of("files", 2, "Main.o Main.java ", ""),
        Expectation.of("tool-dispatcher", 2, "search", "search, refund, fetch"),
        new Expectation(
            "support-assistant",
            2,
            List.of("customers=3", "orders=6", "balance[C-42]=0.00"),
            List.of("customers=2", "orders=3", "balance[C-42]=120.00")),
        Expectation.of("coding-agent", 2, "Main.java Other.java ", ""),
        Expectation.of("database-assistant", 1, "5 orders", "0 orders"),
        Expectation.of("outbound", 1, "GET /a, DELETE /b", "GET /a, DELETE /b, POST /c"),
        Expectation.of("cluster-operator", 1, "nothing deleted", "DELETE /api/v1/namespaces/shop"),
        Expectation.of("mail-assistant", 1, "nothing sent", "sent to [c-17@shop.example]"),
        new Expectation("mcp-tools", 1, List.of("precious.txt"), List.of()),
        Expectation.of("company-baseline", 3, "Main.o Main.java Other.java ", ""));
  }

  @BeforeAll
  static void startApprover(@TempDir Path temp) throws Exception {
    approver = ApproverProcess.startFor(Jdks.first(), temp, "everybody:*");
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  /** Not below /tmp, where some of the policies let files go. */
  @BeforeEach
  void makeDirectory() throws IOException {
    Path near = Installation.root().resolve("test-apps/acceptance/target");
    Path home = Path.of(System.getProperty("user.home"));
    Path parent = isScratch(near) ? home : near;
    assumeThat(isScratch(parent)).as("a directory outside of /tmp").isFalse();
    directory = Files.createTempDirectory(parent, "callgate-example-");
  }

  private static boolean isScratch(Path path) {
    return path.startsWith("/tmp") || path.startsWith("/var/tmp");
  }

  @AfterEach
  void removeDirectory() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void rejectedTheDeedIsNotDone(Expectation expected) throws Exception {
    Run run = run(expected.name(), Answer.REJECT);

    assertThat(run.effects()).as("%s", run).isEqualTo(expected.rejected());
    assertThat(run.asked()).as("%s", run).isEqualTo(expected.asked());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void approvedItIs(Expectation expected) throws Exception {
    Run run = run(expected.name(), Answer.APPROVE);

    assertThat(run.effects()).as("%s", run).isEqualTo(expected.approved());
    assertThat(run.asked()).as("%s", run).isEqualTo(expected.asked());
  }

  @Test
  void everyExampleIsInTheTableAndEveryRowIsTried() throws Exception {
    TreeSet<String> files = new TreeSet<>();
    try (Stream<Path> all = Files.list(Installation.root().resolve("policy-examples"))) {
      all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".callgate.yaml"))
          .forEach(name -> files.add(name.substring(0, name.indexOf('.'))));
    }

    assertThat(rows().map(row -> row.group(1))).containsExactlyInAnyOrderElementsOf(files);
    assertThat(examples().map(Expectation::name)).containsExactlyInAnyOrderElementsOf(files);
    assertThat(files).hasSizeGreaterThanOrEqualTo(10);
  }

  private record Run(List<String> effects, int asked, String talk) {}

  private Run run(String name, Answer answer) throws Exception {
    String[] command = command(name).split(" ");
    Path precious = Files.writeString(directory.resolve("precious.txt"), "precious");
    AgentConfiguration configuration =
        approver
            .configuration("example")
            .withPolicy(Installation.file("policy-examples/" + name + ".callgate.yaml"));
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), configuration.application(), answer);
        ChildProcess program =
            Launch.on(Jdks.first(), directory)
                .gatedBy(configuration)
                .jar(
                    Installation.program(command[0]),
                    Stream.of(command).skip(1).toArray(String[]::new))) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      List<String> effects = new ArrayList<>();
      for (String line : program.out().lines()) {
        if (line.startsWith("effect: ") || line.matches("[a-z]+(\\[[A-Z0-9-]+])?=\\S+")) {
          effects.add(line);
        }
      }
      if (command.length > 1 && command[1].equals("precious.txt") && Files.exists(precious)) {
        effects.add("precious.txt");
      }
      return new Run(effects, reviewer.asked(), program.toString());
    }
  }

  private static String command(String name) throws IOException {
    return rows()
        .filter(row -> row.group(1).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row for " + name))
        .group(2);
  }

  private static Stream<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(Installation.file("policy-examples/README.md"))).results();
  }
}
