package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.TirelessReviewer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packs of frameworks that let a model call tools, with the frameworks' own loops: in one run a
 * tool that looks, one that deletes and is rejected, and one that deletes and is approved.
 */
final class LiveToolPacksTest {
  private static final String PROGRAM =
      """
      package deeds;

      import java.io.File;
      import java.nio.file.Path;
      import java.util.List;
      import java.util.Map;

      public class Tools {
        public static void main(String[] arguments) throws Exception {
          if (arguments[0].equals("server")) {
            Mcp.serve();
            return;
          }
          Loop loop = switch (arguments[0]) {
            case "mcp" -> new Mcp();
            case "spring-ai" -> new SpringAi();
            default -> new Adk();
          };
          for (String call : List.of("look_at_file " + arguments[1], "delete_file " + arguments[1],
              "delete_file " + arguments[2])) {
            String[] words = call.split(" ", 2);
            try {
              System.out.println(words[0] + ": " + loop.call(words[0], words[1]));
            } catch (Throwable refused) {
              System.out.println(words[0] + ": refused " + refused.getMessage());
            }
          }
          System.out.flush();
          Runtime.getRuntime().halt(0);
        }

        interface Loop {
          String call(String tool, String file) throws Exception;
        }

        static String deed(String tool, Object file) {
          File at = new File(file.toString());
          return tool.equals("delete_file") ? "deleted " + at.delete() : "exists " + at.exists();
        }

        /** The SDK's client, and its server in another process, without the agent. */
        static class Mcp implements Loop {
          // The validator that the SDK brings is another library's version here.
          static final io.modelcontextprotocol.json.schema.JsonSchemaValidator LENIENT =
              (schema, content) -> io.modelcontextprotocol.json.schema.JsonSchemaValidator
                  .ValidationResponse.asValid("");
          private final io.modelcontextprotocol.client.McpSyncClient client;

          Mcp() {
            var server = io.modelcontextprotocol.client.transport.ServerParameters
                .builder(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args("-cp", System.getProperty("java.class.path"), "deeds.Tools", "server").build();
            client = io.modelcontextprotocol.client.McpClient
                .sync(new io.modelcontextprotocol.client.transport.StdioClientTransport(
                    server, io.modelcontextprotocol.json.McpJsonDefaults.getMapper()))
                .initializationTimeout(java.time.Duration.ofMinutes(5))
                .requestTimeout(java.time.Duration.ofMinutes(5))
                .jsonSchemaValidator(LENIENT)
                .build();
            client.initialize();
          }

          @Override
          public String call(String tool, String file) {
            return client.callTool(new io.modelcontextprotocol.spec.McpSchema.CallToolRequest(
                tool, Map.of("file", file), Map.of())).content().toString();
          }

          static void serve() {
            var mapper = io.modelcontextprotocol.json.McpJsonDefaults.getMapper();
            var server = io.modelcontextprotocol.server.McpServer
                .sync(new io.modelcontextprotocol.server.transport.StdioServerTransportProvider(mapper))
                .serverInfo("files", "1").jsonSchemaValidator(LENIENT);
            for (String tool : List.of("look_at_file", "delete_file")) {
              server.toolCall(
                  io.modelcontextprotocol.spec.McpSchema.Tool
                      .builder(tool, Map.<String, Object>of("type", "object")).build(),
                  (exchange, request) -> io.modelcontextprotocol.spec.McpSchema.CallToolResult.builder()
                      .addTextContent(deed(tool, request.arguments().get("file"))).build());
            }
            server.build();
          }
        }

        static class SpringAi implements Loop {
          record Input(String file) {}

          @Override
          public String call(String tool, String file) {
            var callback = org.springframework.ai.tool.function.FunctionToolCallback
                .builder(tool, (Input input) -> deed(tool, input.file()))
                .inputType(Input.class).build();
            var options = org.springframework.ai.model.tool.DefaultToolCallingChatOptions.builder()
                .toolCallbacks(callback).toolContext("user", "U-1").build();
            var message = org.springframework.ai.chat.messages.AssistantMessage.builder().content("")
                .toolCalls(List.of(new org.springframework.ai.chat.messages.AssistantMessage.ToolCall(
                    "1", "function", tool, "{\\"file\\": \\"" + file + "\\"}"))).build();
            return "" + org.springframework.ai.model.tool.DefaultToolCallingManager.builder().build()
                .executeToolCalls(
                    new org.springframework.ai.chat.prompt.Prompt("go", options),
                    new org.springframework.ai.chat.model.ChatResponse(
                        List.of(new org.springframework.ai.chat.model.Generation(message))))
                .conversationHistory();
          }
        }

        public static class Adk implements Loop {
          public static Map<String, Object> deleteFile(
              @com.google.adk.tools.Annotations.Schema(name = "file") String file) {
            return Map.of("said", deed("delete_file", file));
          }

          public static Map<String, Object> lookAtFile(
              @com.google.adk.tools.Annotations.Schema(name = "file") String file) {
            return Map.of("said", deed("look_at_file", file));
          }

          @Override
          public String call(String tool, String file) {
            String name = tool.equals("delete_file") ? "deleteFile" : "lookAtFile";
            var agent = com.google.adk.agents.LlmAgent.builder().name("clerk")
                .model(new Model(name, file))
                .tools(
                    com.google.adk.tools.FunctionTool.create(Adk.class, "deleteFile"),
                    com.google.adk.tools.FunctionTool.create(Adk.class, "lookAtFile"))
                .build();
            var runner = new com.google.adk.runner.InMemoryRunner(agent);
            var session = runner.sessionService().createSession(runner.appName(), "u").blockingGet();
            StringBuilder said = new StringBuilder();
            runner.runAsync("u", session.id(), text("user", "go"))
                .blockingForEach(event -> said.append(event.stringifyContent()).append(' '));
            return said.toString();
          }

          static com.google.genai.types.Content text(String role, String text) {
            return com.google.genai.types.Content.builder().role(role)
                .parts(com.google.genai.types.Part.fromText(text)).build();
          }

          /** Asks for the tool once, and is content then. */
          static class Model extends com.google.adk.models.BaseLlm {
            private final String tool;
            private final String file;
            private boolean asked;

            Model(String tool, String file) {
              super("scripted");
              this.tool = tool;
              this.file = file;
            }

            @Override
            public io.reactivex.rxjava3.core.Flowable<com.google.adk.models.LlmResponse> generateContent(
                com.google.adk.models.LlmRequest request, boolean stream) {
              var content = asked
                  ? text("model", "fine")
                  : com.google.genai.types.Content.builder().role("model")
                      .parts(com.google.genai.types.Part.fromFunctionCall(tool, Map.of("file", file)))
                      .build();
              asked = true;
              return io.reactivex.rxjava3.core.Flowable.just(
                  com.google.adk.models.LlmResponse.builder().content(content).build());
            }

            @Override
            public com.google.adk.models.BaseLlmConnection connect(
                com.google.adk.models.LlmRequest request) {
              throw new UnsupportedOperationException();
            }
          }
        }
      }
      """;

  private static ApproverProcess approver;
  private static List<Path> classPath = List.of();

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
    classPath =
        Compiled.program(
            Files.createDirectories(directory.resolve("program")),
            "deeds.Tools",
            PROGRAM,
            Installation.librariesOfPacks());
    // Spring AI wants its annotations at run time; the libraries lie here without what tests have.
    classPath = new ArrayList<>(classPath);
    classPath.add(
        Path.of(Nullable.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }

  @AfterAll
  static void stop() {
    approver.close();
  }

  static Stream<Arguments> frameworks() {
    return Jdks.all()
        .flatMap(jdk -> Stream.of("mcp", "spring-ai", "adk").map(pack -> Arguments.of(pack, jdk)));
  }

  @ParameterizedTest
  @MethodSource("frameworks")
  void onlyTheApprovedToolDeletes(String pack, Jdk jdk) throws Exception {
    Path policy =
        Files.writeString(
            temp.resolve("tools.callgate.yaml"),
            "callgate: 1\nname: live\nowner: tests\ninclude: [\"pack:" + pack + "@1\"]\n");
    Path kept = Files.createFile(temp.resolve("kept.txt"));
    Path gone = Files.createFile(temp.resolve("gone.txt"));
    AgentConfiguration configuration = approver.configuration(pack).withPolicy(policy);
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(
                approver.reviewer(),
                configuration.application(),
                call -> call.json().at("/request/arguments").toString().contains("gone.txt"));
        ChildProcess program =
            Launch.on(jdk, temp)
                .gatedBy(configuration)
                .main("deeds.Tools", classPath, pack, kept.toString(), gone.toString())) {
      assertThat(program.awaitExit()).as("%s", program).isZero();

      assertThat(kept).as("%s", program).exists();
      assertThat(gone).as("%s", program).doesNotExist();
      List<String> out = program.out().lines();
      assertThat(out).as("%s", program).hasSize(3);
      assertThat(out.get(0)).startsWith("look_at_file: ").contains("exists true");
      assertThat(out.get(1))
          .as("what a model reads of a refusal")
          .startsWith("delete_file: ")
          .contains("NOT ")
          .doesNotContain("deleted true");
      assertThat(out.get(2)).startsWith("delete_file: ").contains("deleted true");
      // The tool that looks was recorded, and nobody was asked; each deed was one question.
      List<String> asked = new ArrayList<>();
      for (HeldCall call : reviewer.decided()) {
        assertThat(call.json().at("/request/rules/0/message").asString())
            .isEqualTo(pack.equals("adk") ? "tool \"deleteFile\"" : "tool \"delete_file\"");
        asked.add(call.json().at("/request/rules/0/id").asString());
      }
      assertThat(asked)
          .as("%s", program)
          .hasSize(2)
          .containsOnly("pack:" + pack + "/irreversible-tool");
    }
  }
}
