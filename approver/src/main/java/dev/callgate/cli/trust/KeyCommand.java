package dev.callgate.cli.trust;

import dev.callgate.cli.system.KeyFiles;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.protocol.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A key of a root or of a reviewer. */
@Command(
    name = "key",
    description = "Make a key of your own in a new file with mode 0600, and tell its public half.")
final class KeyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "KEYFILE", description = "A file that does not exist yet.")
  private Path file = Path.of("my.key");

  KeyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    String key = KeyFiles.create(file).publicKey().toString();
    if (output.isJson()) {
      output.write(
          surroundings,
          Json.mapper().createObjectNode().put("key", key).put("file", file.toString()));
    } else {
      surroundings.out().println(key);
      surroundings.say(
          "your private key: " + file + "; keep it from everybody, programs and approvers too");
    }
    return 0;
  }
}
