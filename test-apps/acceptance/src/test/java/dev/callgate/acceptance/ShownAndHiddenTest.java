package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.CommandLine;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.Reviewer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What a reviewer sees of a tool's call, and what nobody outside the program's JVM gets to see. */
final class ShownAndHiddenTest {
  private static final String SECRET = "hunter2-and-more";
  private static final String POLICY =
      """
      callgate: 1
      name: tools
      rules:
        - id: dangerous
          match:
            subtypes_of: dev.langchain4j.service.tool.ToolExecutor
            method: execute(dev.langchain4j.agent.tool.ToolExecutionRequest request, Object memoryId)
          when: {arg: request.name(), in: [delete_file]}
          decide: gate
          on_reject: {return_message: "{request.name()} was NOT executed"}
          message: "The assistant wants to run {request.name()} with {request.arguments()}"
          show: [request.name(), request.arguments()]
          redact: ["request.arguments()/password"]
      """;
  private static final String PROGRAM =
      """
      package deeds;

      import dev.langchain4j.agent.tool.ToolExecutionRequest;
      import dev.langchain4j.service.tool.ToolExecutor;
      import java.io.File;

      public class Agent {
        public static void main(String[] arguments) {
          ToolExecutor eraser = new Eraser();
          System.out.println(eraser.execute(request("search", arguments[0]), "memory"));
          System.out.println(eraser.execute(request("delete_file", arguments[0]), "memory"));
        }

        static ToolExecutionRequest request(String name, String file) {
          return ToolExecutionRequest.builder().id("1").name(name)
              .arguments("{\\"path\\": \\"" + file + "\\", \\"password\\": \\"SECRET\\"}").build();
        }

        static final class Eraser implements ToolExecutor {
          @Override
          public String execute(ToolExecutionRequest request, Object memoryId) {
            if (request.name().equals("search")) {
              return "found";
            }
            String path = request.arguments().split("\\"")[3];
            return new File(path).delete() ? "erased" : "was not there";
          }
        }
      }
      """
          .replace("SECRET", SECRET);

  private static ApproverProcess approver;
  private static Reviewer reviewer;
  private static Path approverFiles;

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
    reviewer = approver.reviewer();
    approverFiles = directory;
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @EveryJdk
  void theToolIsNamedAndThePasswordLeavesTheJvmNowhere(Jdk jdk) throws Exception {
    Path file = Files.writeString(temp.resolve("precious.txt"), "precious");
    try (ChildProcess program = program(jdk, file)) {
      HeldCall held = reviewer.awaitHeld(program);
      assertThat(program.out().lines()).as("a harmless tool runs").containsExactly("found");
      assertThat(held.argument("request"))
          .startsWith("name()=\"delete_file\", arguments()=")
          .contains(file.toString(), "\\\"password\\\":\\\"(redacted)\\\"");
      assertThat(held.json().at("/request/rules/0/message").asString())
          .startsWith("The assistant wants to run \"delete_file\" with ")
          .contains(file.toString(), "(redacted)");
      String terminal = command(jdk, "show", held.id());
      assertThat(terminal).contains("delete_file", file.toString());
      String json = command(jdk, "show", held.id(), "-o", "json");
      assertThat(json).contains("delete_file");
      assertThat(terminal + json + held.json()).doesNotContain(SECRET);

      reviewer.reject(held, "no");
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().lines())
          .containsExactly("found", "\"delete_file\" was NOT executed");
      assertThat(file).exists();
      assertThat(program.err().text()).doesNotContain(SECRET);
    }
    try (ChildProcess program = program(jdk, file)) {
      HeldCall held = reviewer.awaitHeld(program);
      reviewer.approve(held);
      assertThat(program.awaitExit()).as("%s", program).isZero();
      assertThat(program.out().lines()).containsExactly("found", "erased");
      assertThat(file).doesNotExist();
      reviewer.await(program, held.id(), call -> "SUCCEEDED".equals(call.outcome()));
    }
    assertThat(stored()).anyMatch(bytes -> says(bytes, "The assistant wants"));
    assertThat(stored()).as("the approver's files").noneMatch(bytes -> says(bytes, SECRET));
  }

  private ChildProcess program(Jdk jdk, Path file) throws IOException {
    Path policy = Files.writeString(temp.resolve("tools.callgate.yaml"), POLICY);
    AgentConfiguration configuration = approver.configuration("tools").withPolicy(policy);
    Path[] libraries;
    try (Stream<Path> beside = Files.list(Installation.assistant().resolveSibling("lib"))) {
      libraries = beside.toArray(Path[]::new);
    }
    List<Path> classPath = Compiled.program(temp, "deeds.Agent", PROGRAM, libraries);
    return Launch.on(jdk, temp)
        .gatedBy(configuration)
        .main("deeds.Agent", classPath, file.toString());
  }

  private String command(Jdk jdk, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--connection";
    all[arguments.length + 1] = approver.connectionFile().toString();
    return CommandLine.succeed(jdk, temp, all).out().text();
  }

  private static List<String> stored() throws IOException {
    try (Stream<Path> files = Files.walk(approverFiles)) {
      return files.filter(Files::isRegularFile).map(ShownAndHiddenTest::bytes).toList();
    }
  }

  /** As it is, or inside of an envelope, whose payload is Base64 of any of three alignments. */
  private static boolean says(String bytes, String text) {
    boolean says = bytes.contains(text);
    for (int before = 0; before < 3; before++) {
      byte[] shifted = ("xxx".substring(0, before) + text).getBytes(StandardCharsets.UTF_8);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // Without the signs that depend on what stands around the text.
      says |= bytes.contains(encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 2));
    }
    return says;
  }

  private static String bytes(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
