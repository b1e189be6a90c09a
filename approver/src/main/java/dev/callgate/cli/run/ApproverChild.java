package dev.callgate.cli.run;

import dev.callgate.cli.serve.RunAddress;
import dev.callgate.cli.serve.RunSettings;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The approver of one run: a process of its own, so that the key which says yes is in no memory
 * that the program shares. It lives as long as its standard input stays open, however this process
 * ends.
 */
final class ApproverChild implements AutoCloseable {
  // They are meant for the program, and may hold anything.
  private static final Set<String> NOT_FOR_IT =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  private final Process process;
  private final RunAddress address;

  private ApproverChild(Process process, RunAddress address) {
    this.process = process;
    this.address = address;
  }

  static ApproverChild start(RunSettings settings) throws Failure {
    ProcessBuilder builder = new ProcessBuilder(command(settings.directory()));
    builder.environment().keySet().removeAll(NOT_FOR_IT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    @Nullable Process process = null;
    try {
      process = builder.start();
      OutputStream stdin = process.getOutputStream();
      stdin.write(Json.write(settings));
      stdin.write('\n');
      stdin.flush();
      String line =
          new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      if (line == null) {
        throw notStarted(process, "it ended before it listened");
      }
      return new ApproverChild(
          process, Json.read(line.getBytes(StandardCharsets.UTF_8), RunAddress.class));
    } catch (IOException | ProtocolException e) {
      throw notStarted(process, String.valueOf(e.getMessage()));
    }
  }

  private static Failure notStarted(@Nullable Process process, String why) {
    if (process != null) {
      process.destroyForcibly();
    }
    return new Failure(
        ExitStatus.REFUSED,
        "the approver did not start: " + why + "; nothing was run, and its own words stand above");
  }

  /** The same Java, the same classes, small and quick to start. */
  private static List<String> command(String directory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    // What it unpacks or makes for a moment is private too, and goes with the rest.
    command.add("-Djava.io.tmpdir=" + directory);
    String classes = System.getProperty("java.class.path");
    if (classes.endsWith(".jar") && !classes.contains(File.pathSeparator)) {
      // not -cp: only -jar obeys the manifest, which allows the database's native library
      command.addAll(List.of("-jar", new File(classes).getAbsolutePath()));
    } else {
      String absolute =
          Stream.of(classes.split(File.pathSeparator))
              .map(entry -> new File(entry).getAbsolutePath())
              .collect(Collectors.joining(File.pathSeparator));
      command.addAll(List.of("-cp", absolute, "dev.callgate.cli.Main"));
    }
    command.addAll(List.of("approver", "--stdin-settings"));
    return command;
  }

  RunAddress address() {
    return address;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException e) {
      // It is gone already, which is what this is for.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
