package dev.callgate.testapps.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.mcp.McpToolProvider;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProviderRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the acceptance tests take for granted. */
final class ToolCallTest {
  @Test
  void executorOfAnMcpToolIsALambdaAndErases(@TempDir Path temp) throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    try (McpClient client = client()) {
      Collection<ToolExecutor> executors =
          McpToolProvider.builder()
              .mcpClients(client)
              .build()
              .provideTools(new ToolProviderRequest("memory", UserMessage.from("Erase it.")))
              .tools()
              .values();
      assertThat(executors)
          .singleElement()
          .satisfies(executor -> assertThat(executor.getClass().isHidden()).isTrue());
      String answer =
          executors
              .iterator()
              .next()
              .execute(
                  dev.langchain4j.agent.tool.ToolExecutionRequest.builder()
                      .name(EraserServer.TOOL)
                      .arguments("{\"path\": \"" + file + "\"}")
                      .build(),
                  "memory");
      assertThat(answer).isEqualTo("erased");
      assertThat(file).doesNotExist();
    }
  }

  private static McpClient client() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new DefaultMcpClient.Builder()
        .transport(
            new StdioMcpTransport.Builder()
                .command(
                    List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EraserServer.class.getName()))
                .build())
        .build();
  }
}
