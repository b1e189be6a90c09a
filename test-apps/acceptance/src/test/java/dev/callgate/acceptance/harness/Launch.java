package dev.callgate.acceptance.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A JVM about to be started, with the agent or without. Not thread-safe. */
public final class Launch {
  // A quick start matters more here than a quick end.
  private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final List<String> command = new ArrayList<>();
  private final Path directory;
  private String name = "program";
  private @Nullable String limits;
  private List<String> before = List.of();

  private Launch(Jdk jdk, Path directory) {
    this.directory = directory;
    command.add(jdk.java().toString());
    command.addAll(SMALL);
  }

  /** On that JDK, with that working directory, which also gets the agent's configuration. */
  public static Launch on(Jdk jdk, Path directory) {
    return new Launch(jdk, directory);
  }

  /** With the agent and this configuration. */
  public Launch gatedBy(AgentConfiguration configuration) throws IOException {
    name = configuration.application();
    return gatedBy(configuration.writeTo(directory));
  }

  /** With the agent and this configuration file; null for none. */
  public Launch gatedBy(@Nullable Path configuration) {
    command.add(
        "-javaagent:" + Installation.agent() + (configuration == null ? "" : "=" + configuration));
    return this;
  }

  /** With another copy of the agent. */
  public Launch gatedBy(Path agent, AgentConfiguration configuration) throws IOException {
    name = configuration.application();
    command.add("-javaagent:" + agent + "=" + configuration.writeTo(directory));
    return this;
  }

  /** As that user, who owns nothing; only root can ask for it. */
  public Launch as(int user) {
    before =
        List.of(
            "setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--no-new-privs");
    return this;
  }

  /** With these options of the JVM. */
  public Launch with(List<String> options) {
    command.addAll(options);
    return this;
  }

  /**
   * With less of something than the machine has.
   *
   * @param options of the shell's {@code ulimit}, such as {@code -n 200}
   */
  public Launch limitedTo(String options) {
    limits = options;
    return this;
  }

  public ChildProcess jar(Path jar, String... arguments) throws IOException {
    command.add("-jar");
    command.add(jar.toString());
    return start(arguments);
  }

  public ChildProcess main(String mainClass, List<Path> classPath, String... arguments)
      throws IOException {
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(mainClass);
    return start(arguments);
  }

  private ChildProcess start(String... arguments) throws IOException {
    command.addAll(Arrays.asList(arguments));
    if (limits != null) {
      command.addAll(0, List.of("sh", "-c", "ulimit " + limits + " && exec \"$0\" \"$@\""));
    }
    command.addAll(0, before);
    return ChildProcess.start(name, directory, Map.of(), command);
  }
}
