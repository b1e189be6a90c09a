package dev.callgate.cli.console;

import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.KeyFiles;
import dev.callgate.cli.system.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the console on this machine until it is stopped. */
@Command(
    name = "console",
    description = {
      "Open the console on this machine, for you alone, until stopped.",
      "Its pages come from this program and not from the approver, and show each waiting call as its"
          + " program signed it: an approver that was taken over cannot show one call and have"
          + " another one approved."
    })
public final class ConsoleCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();

  @Option(
      names = "--sign-with",
      paramLabel = "KEYFILE",
      description = {
        "Sign with your own key what takes a signature, after you have confirmed it in the page.",
        "Without it the page uses a passkey of yours that the trust bundle has for this address."
      })
  private @Nullable Path keyFile;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where on localhost; 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int port = 7444;

  /** Runs there. */
  public ConsoleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (LocalConsole console = open()) {
      surroundings.say(
          "the console is open for whoever has this address, once: " + console.start());
      surroundings.say("stop it with Ctrl-C");
      console.join();
    }
    return 0;
  }

  /** Opens it, and does not wait. */
  LocalConsole open() throws Failure, InterruptedException {
    if (port < 0 || port > 65535) {
      throw Failure.usage("not a port: --port " + port + "; give one from 1 to 65535, or 0");
    }
    ReviewerClient client = connection.client(surroundings);
    try {
      LocalConsole.Reviewer reviewer =
          new LocalConsole.Reviewer(
              client, client.me(), keyFile, keyFile == null ? null : KeyFiles.read(keyFile));
      return LocalConsole.open(reviewer, port, surroundings);
    } catch (ApproverError e) {
      throw e.toFailure();
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.REFUSED,
          "cannot listen on localhost:" + port + ": " + e.getMessage() + "; choose another --port");
    }
  }
}
