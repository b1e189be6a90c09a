package dev.callgate.cli.run;

import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The main job on an assistant that comes with the project. */
@Command(
    name = "demo",
    description = {
      "Run the bundled support assistant and ask about what it wants to do.",
      "It wants to refund money and to delete a customer, and tells what became of both."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String ASSISTANT = "test-apps/assistant/target/assistant.jar";
  private static final String POLICY = "policy-examples/support-assistant.callgate.yaml";

  private final Surroundings surroundings;

  @Mixin private final RunOptions options = new RunOptions();

  /** Runs there. */
  public DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path home = surroundings.home();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path assistant = home.resolve(ASSISTANT);
    if (!Files.isRegularFile(assistant)) {
      throw Failure.usage(
          "the demo's assistant is not there: "
              + assistant
              + "; build it with `mvn -DskipTests package`");
    }
    RunPlan plan =
        RunPlan.of(
            options,
            List.of(home.resolve(POLICY)),
            "support-assistant",
            List.of(java.toString(), "-jar", assistant.toString()),
            surroundings);
    try (Terminal terminal = Terminal.controlling()) {
      return new Run(plan, options, surroundings, terminal).toEnd();
    }
  }
}
