package dev.callgate.testapps.assistant;

import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** Holds one conversation and prints the database as it was left. */
public final class Main {
  private Main() {}

  /**
   * Exit status 0 when the conversation ended, whatever the tools answered; 2 for a wrong argument.
   *
   * @param args nothing, or {@code --task refund|delete|both}
   */
  public static void main(String[] args) throws SQLException {
    Task task;
    try {
      task = task(args);
    } catch (IllegalArgumentException wrong) {
      System.err.println("assistant: " + wrong.getMessage());
      System.exit(2);
      return;
    }
    converse(task, System.out);
  }

  private static Task task(String... args) {
    if (args.length == 0) {
      return Task.BOTH;
    }
    if (args.length == 2 && args[0].equals("--task")) {
      return Task.named(args[1]);
    }
    throw new IllegalArgumentException("usage: assistant [--task refund|delete|both]");
  }

  static void converse(Task task, PrintStream out) throws SQLException {
    try (SupportDatabase database = SupportDatabase.open()) {
      SupportAssistant assistant =
          AiServices.builder(SupportAssistant.class)
              .chatModel(new ScriptedModel(task))
              .tools(new SupportTools(database))
              .build();
      out.println("customer says: " + task.question);
      Result<String> result = assistant.answer(task.question);
      result
          .toolExecutions()
          .forEach(
              tool -> {
                out.println("model asked: " + tool.request().name() + tool.request().arguments());
                out.println("model heard: " + oneLine(tool.result()));
              });
      out.println("model says: " + oneLine(result.content()));
      out.println("customers=" + database.rows("customer"));
      out.println("orders=" + database.rows("orders"));
      out.println("balance[C-42]=" + database.balance("C-42"));
    }
  }

  /** Whoever reads the output reads lines, and a tool may answer with several. */
  private static String oneLine(String text) {
    return text.lines().collect(Collectors.joining(" / "));
  }
}
