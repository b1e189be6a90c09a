package dev.callgate.testapps.assistant;

import dev.langchain4j.service.Result;

/** The AI service: LangChain4j makes the implementation, calls the model and runs its tools. */
interface SupportAssistant {
  /** Answers one question, running as many tools as the model asks for. */
  Result<String> answer(String question);
}
