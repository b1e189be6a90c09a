package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.OtherAgent;
import dev.callgate.acceptance.harness.OtherAgent.Side;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import dev.callgate.acceptance.harness.WebService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Beside other agents that change the same classes, in front of ours and behind it: what is
 * rejected does nothing, what is approved happens once, and the other agent still does its work.
 */
final class OtherAgentsTest {
  private static final String SIDES = "dev.callgate.acceptance.harness.OtherAgent#sidesOnEachJdk";
  private static final String STATEMENTS_AND_REQUESTS =
      """
      callgate: 1
      name: instrumented
      rules:
        - id: statement
          match:
            subtypes_of: java.sql.Statement
            method:
              - execute(String sql)
              - executeUpdate(String sql)
              - executeLargeUpdate(String sql)
          decide: gate
        - id: prepared
          match:
            subtypes_of: java.sql.PreparedStatement
            method: executeUpdate()
          decide: gate
        - id: request
          match:
            subtypes_of: java.net.http.HttpClient
            method:
              - send(java.net.http.HttpRequest request, ..)
              - sendAsync(java.net.http.HttpRequest request, ..)
          decide: gate
      """;

  /** A real object, a spy and a mock of one class, of which only the mock may do nothing. */
  private static final String MOCKING =
      """
      package deeds;

      import dev.callgate.Irreversible;
      import java.io.File;
      import org.mockito.Mockito;

      public class Mocking {
        public static class Vault {
          @Irreversible("Empty a vault")
          public boolean empty(String file) {
            return new File(file).delete();
          }
        }

        public static void main(String[] arguments) {
          Vault mock = Mockito.mock(Vault.class);
          Mockito.when(mock.empty("nothing")).thenReturn(true);
          go("mock", mock, "nothing");
          go("real", new Vault(), arguments[0]);
          go("spy", Mockito.spy(new Vault()), arguments[1]);
        }

        static void go(String name, Vault vault, String file) {
          try {
            System.out.println(name + " " + vault.empty(file));
          } catch (SecurityException refused) {
            System.out.println(name + " refused");
          }
        }
      }
      """;

  private static final Map<Jdk, Integer> ALONE = new HashMap<>();

  private static ApproverProcess approver;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  /** This takes its time; every route of the hostile program goes all four ways. */
  static Stream<Arguments> eachSideAndEachJdkOnce() {
    List<Jdk> jdks = Jdks.all().toList();
    Side[] sides = Side.values();
    return IntStream.range(0, Math.max(jdks.size(), sides.length))
        .mapToObj(i -> Arguments.of(jdks.get(i % jdks.size()), sides[i % sides.length]));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("eachSideAndEachJdkOnce")
  void everyShapeBesideOpenTelemetry(Jdk jdk, Side side, @TempDir Path temp) throws Exception {
    everyShape(jdk, OtherAgent.openTelemetry(), side, temp);
  }

  /** On one JDK: it is not the agent that people run in production, and this takes its time. */
  @ParameterizedTest
  @EnumSource(Side.class)
  void everyShapeBesideJaCoCo(Side side, @TempDir Path temp) throws Exception {
    Path executions = temp.resolve("jacoco.exec");
    everyShape(Jdks.first(), OtherAgent.jaCoCo(executions), side, temp);
    assertThat(executions).as("JaCoCo was at work").isNotEmptyFile();
  }

  private static void everyShape(Jdk jdk, OtherAgent other, Side side, Path temp) throws Exception {
    assertThat(shapes(jdk, other, side, temp, Answer.REJECT, "refused")).isPositive();
    int asked = shapes(jdk, other, side, temp, Answer.APPROVE, "run");
    assertThat(asked)
        .as("questions beside %s, as many as without it", other.name())
        .isEqualTo(askedWithNobodyBeside(jdk, side, temp));
  }

  /** The same for both sides of nobody, and for whoever is tried on this JDK: run once. */
  private static int askedWithNobodyBeside(Jdk jdk, Side side, Path temp) throws Exception {
    Integer known = ALONE.get(jdk);
    if (known == null) {
      known = shapes(jdk, new OtherAgent("nobody", List.of()), side, temp, Answer.APPROVE, "run");
      ALONE.put(jdk, known);
    }
    return known;
  }

  /** How often it asked; every case went as expected. */
  private static int shapes(
      Jdk jdk, OtherAgent other, Side side, Path temp, Answer answer, String expected)
      throws Exception {
    AgentConfiguration ours =
        approver
            .configuration("shapes")
            .withPolicy(Installation.file("test-apps/shapes/shapes.callgate.yaml"));
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), ours.application(), answer);
        ChildProcess shapes =
            other
                .beside(Launch.on(jdk, temp), side, ours)
                .jar(Installation.shapes(), "--expect", expected)) {
      int status = shapes.awaitExit();
      assertThat(shapes.out().lines().stream().filter(line -> !line.endsWith(" OK")).toList())
          .as("%s", shapes.err().text())
          .singleElement()
          .asString()
          .matches("[1-9][0-9]* ok, 0 failed");
      assertThat(status).isZero();
      return reviewer.asked();
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource(SIDES)
  void statementsThatOpenTelemetryMeasures(Jdk jdk, Side side, @TempDir Path temp)
      throws Exception {
    Run rejected = libraries(jdk, side, temp, Answer.REJECT, "jdbc");
    assertThat(rejected.out()).as("%s", rejected).endsWith("rows=5").hasSize(5);
    assertThat(rejected.asked()).isEqualTo(4);

    Run approved = libraries(jdk, side, temp, Answer.APPROVE, "jdbc");
    assertThat(approved.out()).as("%s", approved).endsWith("rows=1").hasSize(5);
    assertThat(approved.asked()).isEqualTo(4);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource(SIDES)
  void requestsThatOpenTelemetryMarks(Jdk jdk, Side side, @TempDir Path temp) throws Exception {
    try (WebService service = WebService.open(OtherAgentsTest::lineAndMark)) {
      String uri = "http://127.0.0.1:" + service.port();
      Run rejected = libraries(jdk, side, temp, Answer.REJECT, "http", uri);
      assertThat(service.received()).as("%s", rejected).isEmpty();
      assertThat(rejected.asked()).isEqualTo(2);

      Run approved = libraries(jdk, side, temp, Answer.APPROVE, "http", uri);
      assertThat(service.received())
          .as("with what OpenTelemetry adds, so that it was at work: %s", approved)
          .containsExactly("DELETE /sent marked", "DELETE /later marked");
      assertThat(approved.asked()).isEqualTo(2);
    }
  }

  private static String lineAndMark(HttpExchange exchange) {
    boolean marked = exchange.getRequestHeaders().containsKey("traceparent");
    return WebService.line(exchange) + (marked ? " marked" : "");
  }

  private record Run(List<String> out, int asked, String talk) {}

  private static Run libraries(Jdk jdk, Side side, Path temp, Answer answer, String... arguments)
      throws Exception {
    AgentConfiguration ours =
        approver
            .configuration("instrumented")
            .withPolicy(
                Files.writeString(
                    temp.resolve("instrumented.callgate.yaml"), STATEMENTS_AND_REQUESTS));
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), ours.application(), answer);
        ChildProcess program =
            OtherAgent.openTelemetry()
                .beside(Launch.on(jdk, temp), side, ours)
                .jar(Installation.libraries(), arguments)) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      return new Run(program.out().lines(), reviewer.asked(), program.toString());
    }
  }

  @EveryJdk
  void mocksOfMockitosAgentBehindOurs(Jdk jdk, @TempDir Path temp) throws Exception {
    mocking(jdk, OtherAgent.mockito(), Side.BEHIND, temp);
  }

  @EveryJdk
  void inFrontOfOursMockitoComesAfterTheGateSoThatMocksAreHeldToo(Jdk jdk, @TempDir Path temp)
      throws Exception {
    Path real = Files.writeString(temp.resolve("real"), ".");
    AgentConfiguration ours = approver.configuration("mocking").withExpires("30s");
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), ours.application(), Answer.REJECT);
        ChildProcess program =
            OtherAgent.mockito()
                .beside(Launch.on(jdk, temp), Side.IN_FRONT, ours)
                .main("deeds.Mocking", mockingProgram(temp), real.toString(), real.toString())) {
      assertThat(program.awaitExit()).as("%s", program).isEqualTo(1);
      assertThat(program.err().text()).contains("Mocking.Vault.empty was not executed");
      assertThat(reviewer.asked()).isEqualTo(1);
      assertThat(real).exists();
    }
  }

  @EveryJdk
  void mocksOfAMockitoThatAttachesItself(Jdk jdk, @TempDir Path temp) throws Exception {
    mocking(
        jdk,
        new OtherAgent("Mockito, by itself", List.of("-Djdk.attach.allowAttachSelf=true")),
        Side.BEHIND,
        temp);
  }

  private static void mocking(Jdk jdk, OtherAgent mockito, Side side, Path temp) throws Exception {
    List<Path> files =
        List.of(
            Files.writeString(temp.resolve("real"), "."),
            Files.writeString(temp.resolve("spied"), "."));
    assertThat(mocking(jdk, mockito, side, temp, files, Answer.REJECT))
        .containsExactly("mock true", "real refused", "spy refused", "asked 2");
    assertThat(files).allSatisfy(file -> assertThat(file).exists());

    assertThat(mocking(jdk, mockito, side, temp, files, Answer.APPROVE))
        .containsExactly("mock true", "real true", "spy true", "asked 2");
    assertThat(files).allSatisfy(file -> assertThat(file).doesNotExist());
  }

  private static List<String> mocking(
      Jdk jdk, OtherAgent mockito, Side side, Path temp, List<Path> files, Answer answer)
      throws Exception {
    List<Path> classPath = mockingProgram(temp);
    AgentConfiguration ours = approver.configuration("mocking").withExpires("30s");
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), ours.application(), answer);
        ChildProcess program =
            mockito
                .beside(Launch.on(jdk, temp), side, ours)
                .main(
                    "deeds.Mocking", classPath, files.get(0).toString(), files.get(1).toString())) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      List<String> lines = new ArrayList<>(program.out().lines());
      lines.add("asked " + reviewer.asked());
      return lines;
    }
  }

  private static List<Path> mockingProgram(Path temp) throws Exception {
    return Compiled.program(
        temp,
        "deeds.Mocking",
        MOCKING,
        Installation.applicationsOwn("mockito.jar"),
        Installation.applicationsOwn("byte-buddy-of-mockito.jar"),
        Installation.applicationsOwn("byte-buddy-agent-of-mockito.jar"),
        Installation.applicationsOwn("objenesis-of-mockito.jar"));
  }
}
