package dev.callgate.testapps.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.mcp.McpToolProvider;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import dev.langchain4j.service.AiServices;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Lets the assistant erase the file that is the argument, and prints what it says then. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    try (McpClient client = client()) {
      Assistant assistant =
          AiServices.builder(Assistant.class)
              .chatModel(
                  new ScriptedModel(
                      new ObjectMapper().writeValueAsString(Map.of("path", arguments[0]))))
              .toolProvider(McpToolProvider.builder().mcpClients(client).build())
              .build();
      System.out.println(assistant.chat("Erase it."));
    }
    System.exit(0);
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
