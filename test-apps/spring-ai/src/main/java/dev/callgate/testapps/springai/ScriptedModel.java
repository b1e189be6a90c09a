package dev.callgate.testapps.springai;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * A chat model without a network: turns the user's sentence into one tool call and then quotes, in
 * its answer, what the tool told it. The same texts are in the answer's metadata under {@link
 * #HEARD}.
 */
final class ScriptedModel implements ChatModel {
  /** Metadata key: the list of tool results that reached the model. */
  static final String HEARD = "heard";

  /** Spring AI hands tools only to a model whose options say that it can call them. */
  @Override
  public ChatOptions getOptions() {
    return ToolCallingChatOptions.builder().build();
  }

  @Override
  public ChatResponse call(Prompt prompt) {
    List<String> heard =
        prompt.getInstructions().stream()
            .filter(ToolResponseMessage.class::isInstance)
            .flatMap(message -> ((ToolResponseMessage) message).getResponses().stream())
            .map(ToolResponseMessage.ToolResponse::responseData)
            .toList();
    AssistantMessage turn =
        heard.isEmpty()
            ? request(requireNonNull(prompt.getUserMessage().getText()))
            : answer(heard);
    return new ChatResponse(List.of(new Generation(turn)));
  }

  private static AssistantMessage request(String sentence) {
    String[] words = sentence.trim().split(" +", -1);
    if (words.length == 2 && words[0].equals("delete")) {
      return toolCall("deleteCustomer", "{\"customerId\": \"" + words[1] + "\"}");
    }
    if (words.length == 3 && words[0].equals("refund")) {
      return toolCall(
          "refund", "{\"customerId\": \"" + words[1] + "\", \"amount\": " + words[2] + "}");
    }
    return answer(List.of());
  }

  private static AssistantMessage toolCall(String tool, String arguments) {
    var call = new AssistantMessage.ToolCall("call-" + tool, "function", tool, arguments);
    return AssistantMessage.builder().content("").toolCalls(List.of(call)).build();
  }

  private static AssistantMessage answer(List<String> heard) {
    String text =
        heard.isEmpty()
            ? "I only understand: delete CUSTOMER, refund CUSTOMER AMOUNT."
            : heard.stream().collect(Collectors.joining("; ", "The tools told me: ", ""));
    return AssistantMessage.builder().content(text).properties(Map.of(HEARD, heard)).build();
  }
}
