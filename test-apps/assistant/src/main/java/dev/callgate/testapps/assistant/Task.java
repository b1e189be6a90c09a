package dev.callgate.testapps.assistant;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.List;
import java.util.Locale;

/** What the customer asks for, and the tool calls the scripted model answers it with, in order. */
enum Task {
  REFUND("Please refund customer C-42 the 120.00 we overcharged."),
  DELETE("Please delete everything we hold on customer C-17."),
  BOTH(
      "Please refund customer C-42 the 120.00 we overcharged, and delete everything we hold on"
          + " customer C-17.");

  final String question;

  Task(String question) {
    this.question = question;
  }

  List<ToolExecutionRequest> calls() {
    ToolExecutionRequest find = call("findCustomer", "{\"customerId\": \"C-42\"}");
    ToolExecutionRequest refund = call("refund", "{\"customerId\": \"C-42\", \"amount\": 120.00}");
    ToolExecutionRequest delete = call("deleteCustomer", "{\"customerId\": \"C-17\"}");
    return switch (this) {
      case REFUND -> List.of(find, refund);
      case DELETE -> List.of(delete);
      case BOTH -> List.of(find, refund, delete);
    };
  }

  private static ToolExecutionRequest call(String tool, String arguments) {
    return ToolExecutionRequest.builder()
        .id("call-" + tool)
        .name(tool)
        .arguments(arguments)
        .build();
  }

  /**
   * The task of that name in lower case, as typed on the command line.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Task named(String name) {
    for (Task task : values()) {
      if (task.name().toLowerCase(Locale.ROOT).equals(name)) {
        return task;
      }
    }
    throw new IllegalArgumentException("no such task: " + name + "; use refund, delete or both");
  }
}
