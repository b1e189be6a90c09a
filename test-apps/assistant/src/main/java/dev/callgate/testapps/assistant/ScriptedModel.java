package dev.callgate.testapps.assistant;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A chat model without a network. It asks for one tool after the other and then quotes, in its
 * final answer, what each tool told it: a refusal shows there only if it really reached the model.
 */
final class ScriptedModel implements ChatModel {
  private final Task task;

  ScriptedModel(Task task) {
    this.task = task;
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    List<String> heard = heard(request);
    AiMessage turn =
        heard.size() < task.calls().size()
            ? AiMessage.from(task.calls().get(heard.size()))
            : AiMessage.from(answer(heard));
    return ChatResponse.builder().aiMessage(turn).build();
  }

  /** The tool results of the conversation so far: the model's only memory, as with a real one. */
  private static List<String> heard(ChatRequest request) {
    return request.messages().stream()
        .filter(ToolExecutionResultMessage.class::isInstance)
        .map(message -> ((ToolExecutionResultMessage) message).text())
        .toList();
  }

  private static String answer(List<String> heard) {
    return heard.stream()
        .map(text -> "\"" + text + "\"")
        .collect(Collectors.joining("; ", "I have tried what you asked. The tools told me: ", ""));
  }
}
