package dev.callgate.acceptance.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A process of a test with both its streams. Closing it ends it and whatever it started; nothing
 * else is ever ended.
 */
public final class ChildProcess implements AutoCloseable {
  private static final List<String> OTHER_PEOPLES_OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CALLGATE_CONNECTION");

  private final String name;
  private final List<String> command;
  private final Process process;
  private final Output out;
  private final Output err;

  private ChildProcess(String name, List<String> command, Process process) {
    this.name = name;
    this.command = command;
    this.process = process;
    this.out = new Output(name + "'s output", process.getInputStream());
    this.err = new Output(name + "'s errors", process.getErrorStream());
  }

  /**
   * Starts a command with nothing on its standard input.
   *
   * @param name for messages; for a program with the agent the application's name
   * @param environment added to this process's own, less what would reach into a JVM
   */
  public static ChildProcess start(
      String name, Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    OTHER_PEOPLES_OPTIONS.forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new ChildProcess(name, command, process);
  }

  public String name() {
    return name;
  }

  public Output out() {
    return out;
  }

  public Output err() {
    return err;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for a whole line on standard output. */
  public String awaitOut(Predicate<String> wanted) throws InterruptedException {
    return await(out, wanted);
  }

  /** Waits for a whole line on standard error. */
  public String awaitErr(Predicate<String> wanted) throws InterruptedException {
    return await(err, wanted);
  }

  private String await(Output output, Predicate<String> wanted) throws InterruptedException {
    Deadline deadline = Deadline.start();
    return output
        .awaitLine(wanted, deadline)
        .orElseThrow(() -> failure("did not write the line that was waited for"));
  }

  /** Waits for the end of the process and of both streams; its exit status. */
  public int awaitExit() throws InterruptedException {
    Deadline deadline = Deadline.start();
    if (!process.waitFor(deadline.millisLeft(), TimeUnit.MILLISECONDS)
        || !out.awaitEnd(deadline)
        || !err.awaitEnd(deadline)) {
      throw failure("did not end within " + deadline);
    }
    return process.exitValue();
  }

  /** The end that no process can prepare for. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }

  /** An ordinary request to end, as by Ctrl-C's cousin SIGTERM; waits for it. */
  public void terminate() throws InterruptedException {
    process.destroy();
    awaitExit();
  }

  /** An error for a test to throw, with everything that is known. */
  public AssertionError failure(String what) {
    return new AssertionError(name + " " + what + "\n" + this);
  }

  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public String toString() {
    return String.join(" ", command)
        + "\n"
        + (process.isAlive() ? "still running" : "exit status " + process.exitValue())
        + "\n--- standard output\n"
        + out.text()
        + "\n--- standard error\n"
        + err.text()
        + "\n---";
  }
}
