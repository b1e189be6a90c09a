package dev.callgate.testapps.springai;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The three routes: talk, look, stop. */
@RestController
class SupportRoutes {
  private final ChatClient chat;
  private final JdbcClient database;
  private final ConfigurableApplicationContext context;

  SupportRoutes(ChatClient chat, JdbcClient database, ConfigurableApplicationContext context) {
    this.chat = chat;
    this.database = database;
    this.context = context;
  }

  @PostMapping("/chat")
  ChatAnswer chat(@RequestBody ChatQuestion question) {
    ChatResponse response = requireNonNull(chat.prompt(question.message()).call().chatResponse());
    AssistantMessage answer = requireNonNull(response.getResult()).getOutput();
    List<?> heard = (List<?>) requireNonNull(answer.getMetadata().get(ScriptedModel.HEARD));
    return new ChatAnswer(
        requireNonNull(answer.getText()), heard.stream().map(String::valueOf).toList());
  }

  @GetMapping("/state")
  DatabaseState state() {
    return new DatabaseState(
        database.sql("select count(*) from customer").query(Integer.class).single(),
        database
            .sql("select balance from account where customer_id = 'C-42'")
            .query(BigDecimal.class)
            .single()
            .toPlainString());
  }

  /** Answers first: closing waits for requests in progress, and this is one of them. */
  @PostMapping("/stop")
  String stop() {
    new Thread(context::close, "stop").start();
    return "stopping\n";
  }
}
