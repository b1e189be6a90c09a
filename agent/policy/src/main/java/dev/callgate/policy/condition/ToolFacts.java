package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * {@code tool.name} and {@code tool.args}, which mean the same in every framework for agents that
 * is known: LangChain4j and MCP carry them in a request, Spring AI and ADK in the receiver and the
 * first argument. Read from the call itself; what the accessors would return is read, not called.
 */
final class ToolFacts {
  static final String NAME = "tool.name";
  static final String ARGUMENTS = "tool.args";

  private static final Unreadable NO_TOOL =
      new Unreadable("no tool call of a framework that is known");

  private static final int MOST_SUPERTYPES = 200;

  private ToolFacts() {}

  static boolean has(String fact) {
    return fact.equals(NAME) || fact.equals(ARGUMENTS);
  }

  static @Nullable Object read(String fact, CallView call) {
    boolean name = fact.equals(NAME);
    PartReader parts = call.accessors();
    for (int i = 0; i < call.argumentCount(); i++) {
      Object argument = call.argument(i);
      if (argument != null && isRequest(argument.getClass().getName())) {
        return certain(parts.read(argument, name ? "name" : "arguments"));
      }
    }
    Object receiver = call.receiver();
    if (receiver == null || call.argumentCount() == 0) {
      return NO_TOOL;
    }
    Class<?> type = receiver.getClass();
    if (isA(type, "org.springframework.ai.tool.ToolCallback")) {
      if (!name) {
        return certain(call.argument(0));
      }
      Object definition = certain(parts.read(receiver, "getToolDefinition"));
      return certain(definition == null ? null : parts.read(definition, "name"));
    }
    if (isA(type, "com.google.adk.tools.BaseTool")) {
      return certain(name ? parts.read(receiver, "name") : call.argument(0));
    }
    return NO_TOOL;
  }

  private static boolean isRequest(String type) {
    return type.equals("dev.langchain4j.agent.tool.ToolExecutionRequest")
        || type.equals("io.modelcontextprotocol.spec.McpSchema$CallToolRequest");
  }

  /** Every tool has a name, and arguments that are left out may be put in on the way. */
  private static Object certain(@Nullable Object value) {
    return value == null ? NO_TOOL : value;
  }

  private static boolean isA(Class<?> type, String name) {
    int[] left = {MOST_SUPERTYPES};
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (at.getName().equals(name) || implementsOne(at, name, left)) {
        return true;
      }
    }
    return false;
  }

  private static boolean implementsOne(Class<?> type, String name, int[] left) {
    for (Class<?> each : type.getInterfaces()) {
      if (left[0]-- <= 0) {
        return false;
      }
      if (each.getName().equals(name) || implementsOne(each, name, left)) {
        return true;
      }
    }
    return false;
  }
}
