package dev.callgate.acceptance.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The commands of Callgate, as processes. */
public final class CommandLine {
  private CommandLine() {}

  static List<String> command(Jdk jdk, String... options) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-jar", Installation.callgate().toString()));
    return command;
  }

  /**
   * Starts a command. Whatever it keeps for a while goes to {@code directory}, which it starts in.
   */
  public static ChildProcess start(Jdk jdk, Path directory, List<String> arguments)
      throws IOException {
    List<String> command = command(jdk, "-Djava.io.tmpdir=" + directory);
    command.addAll(arguments);
    return ChildProcess.start(
        "callgate " + arguments.get(0),
        directory,
        Map.of("CALLGATE_HOME", Installation.root().toString()),
        command);
  }

  /** Runs a command to its end and wants it to say 0. */
  public static ChildProcess succeed(Jdk jdk, Path directory, String... arguments)
      throws IOException, InterruptedException {
    ChildProcess process = start(jdk, directory, List.of(arguments));
    if (process.awaitExit() != 0) {
      throw process.failure("failed");
    }
    return process;
  }
}
