package dev.callgate.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.LibraryCall;
import dev.callgate.policy.Policies;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

class ToolFactsTest {
  private static final String JSON = "{\"path\": \"/secrets/a\", \"items\": [{\"amount\": 501}]}";

  private final Path directory;

  ToolFactsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private record Definition(String name) implements ToolDefinition {
    @Override
    public String description() {
      return "";
    }

    @Override
    public String inputSchema() {
      return "{}";
    }
  }

  private record Callback(ToolDefinition getToolDefinition) implements ToolCallback {
    @Override
    public String call(String input) {
      throw new AssertionError("the tool ran");
    }
  }

  /** One rule reads the same call of every framework. */
  static List<CallView> calls() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", "/secrets/a");
    map.put("items", List.of(Map.of("amount", 501)));
    return List.of(
        LibraryCall.on(
            null,
            ToolExecutionRequest.builder().name("delete_file").arguments(JSON).build(),
            "memory"),
        LibraryCall.on("client", new McpSchema.CallToolRequest("delete_file", map, Map.of())),
        LibraryCall.on(new Callback(new Definition("delete_file")), JSON),
        LibraryCall.on(new Callback(new Definition("delete_file")), JSON, null));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void nameAndArgumentsMeanTheSameInEveryFramework(CallView call) {
    assertThat(test("{fact: tool.name, in: [delete_file]}", call)).isEqualTo(Truth.TRUE);
    assertThat(test("{fact: tool.name, in: [search]}", call)).isEqualTo(Truth.FALSE);
    String path = "{fact: tool.args, as: json, at: /path, eq: ";
    assertThat(test(path + "/secrets/a}", call)).isEqualTo(Truth.TRUE);
    assertThat(test(path + "/tmp/a}", call)).isEqualTo(Truth.FALSE);
    String amount = "{fact: tool.args, as: json, at: \"/items/*/amount\", some: ";
    assertThat(test(amount + "{gt: 500}}", call)).isEqualTo(Truth.TRUE);
    assertThat(test(amount + "{gt: 501}}", call)).isEqualTo(Truth.FALSE);
  }

  @Test
  void whatIsNoToolCallIsUndecided() {
    for (CallView call :
        List.of(
            LibraryCall.on(null, JSON),
            LibraryCall.on("client", JSON),
            LibraryCall.on(new Callback(new Definition("delete_file"))),
            LibraryCall.on(null, ToolExecutionRequest.builder().build()),
            // nobody reads accessors here
            Call.of(ToolExecutionRequest.builder().name("search").build(), null))) {
      assertThat(test("{fact: tool.name, ne: delete_file}", call)).isEqualTo(Truth.UNDECIDED);
      assertThat(test("{fact: tool.args, as: json, at: /a, exists: false}", call))
          .isEqualTo(Truth.UNDECIDED);
    }
  }

  @Test
  void argumentsThatAreNotTheJdksOwnAreUndecided() {
    Map<String, Object> own =
        new TreeMap<>() {
          @Override
          public @Nullable Object get(Object key) {
            throw new AssertionError("application code ran");
          }
        };
    own.put("path", "/tmp/a");
    Map<String, Object> nested = new LinkedHashMap<>(Map.of("path", "/tmp/a"));
    nested.put("more", new StringBuilder());
    for (Map<String, Object> arguments : List.of(own, nested)) {
      CallView call =
          LibraryCall.on(null, new McpSchema.CallToolRequest("search", arguments, Map.of()));
      assertThat(test("{fact: tool.args, as: json, at: /path, eq: /secrets}", call))
          .isEqualTo(Truth.UNDECIDED);
    }
  }

  @Test
  void noFactNeedsAWarning() throws Exception {
    String policy =
        "callgate: 1\nname: p\nowner: o\nrules:\n  - {id: r, match: {class: com.acme.T}, decide: deny, when: {fact: %s, exists: true}}\n";

    for (String fact : Facts.KINDS.keySet()) {
      assertThat(Policies.read(directory, policy.formatted(fact)).warnings()).as(fact).isEmpty();
    }
  }

  private Truth test(String when, CallView call) {
    return Policies.condition(directory, when).test(call);
  }
}
