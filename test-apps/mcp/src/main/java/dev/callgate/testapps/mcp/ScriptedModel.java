package dev.callgate.testapps.mcp;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/** Asks for the tool once and then says what it heard. */
final class ScriptedModel implements ChatModel {
  private final String arguments;

  /**
   * @param arguments the tool's, as JSON
   */
  ScriptedModel(String arguments) {
    this.arguments = arguments;
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    AiMessage turn = null;
    for (ChatMessage message : request.messages()) {
      if (message instanceof ToolExecutionResultMessage heard) {
        turn = AiMessage.from("heard " + heard.text());
      }
    }
    if (turn == null) {
      turn =
          AiMessage.from(
              ToolExecutionRequest.builder()
                  .id("1")
                  .name(EraserServer.TOOL)
                  .arguments(arguments)
                  .build());
    }
    return ChatResponse.builder().aiMessage(turn).build();
  }
}
