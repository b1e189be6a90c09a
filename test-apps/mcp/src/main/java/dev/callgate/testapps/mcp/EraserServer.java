package dev.callgate.testapps.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An MCP server on standard input and output, with a tool that erases a file. */
final class EraserServer {
  static final String TOOL = "erase_file";

  private static final ObjectMapper JSON = new ObjectMapper();

  private EraserServer() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode message = JSON.readTree(line);
      if (message.has("id") && message.has("method")) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", message.get("id"));
        answer.set("result", result(message));
        System.out.println(answer);
        System.out.flush();
      }
    }
  }

  private static ObjectNode result(JsonNode message) throws IOException {
    ObjectNode result = JSON.createObjectNode();
    switch (message.get("method").asText()) {
      case "initialize" -> {
        result.set("protocolVersion", message.at("/params/protocolVersion"));
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo").put("name", "eraser").put("version", "1");
      }
      case "tools/list" -> {
        ObjectNode tool = result.putArray("tools").addObject();
        tool.put("name", TOOL).put("description", "Erases a file");
        ObjectNode schema = tool.putObject("inputSchema").put("type", "object");
        schema.putObject("properties").putObject("path").put("type", "string");
      }
      case "tools/call" -> {
        boolean erased =
            Files.deleteIfExists(Path.of(message.at("/params/arguments/path").asText()));
        result
            .putArray("content")
            .addObject()
            .put("type", "text")
            .put("text", erased ? "erased" : "was not there");
      }
      default -> {
        // A ping has an empty answer.
      }
    }
    return result;
  }
}
