package dev.callgate.testapps.springai;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Wires the service and says on standard output where it listens; logs go to standard error. */
@SpringBootApplication(proxyBeanMethods = false)
public class SupportService {

  /**
   * Starts the service on the loopback address; it runs until {@code POST /stop}.
   *
   * @param args Spring Boot's own, such as {@code --server.port=0} for any free port
   */
  public static void main(String[] args) {
    SpringApplication.run(SupportService.class, args);
  }

  @Bean
  ChatClient chatClient(SupportTools tools) {
    return ChatClient.builder(new ScriptedModel()).defaultTools(tools).build();
  }

  @EventListener
  void announce(ApplicationReadyEvent ready) {
    Environment environment = ready.getApplicationContext().getEnvironment();
    System.out.println("listening on " + environment.getRequiredProperty("local.server.port"));
  }
}
