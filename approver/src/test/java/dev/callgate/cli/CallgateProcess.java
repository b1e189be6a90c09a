package dev.callgate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The command in a process of its own, as a shell would start it. */
public final class CallgateProcess implements AutoCloseable {
  private static final String MARK = "CALLGATE_TEST_DIRECTORY";
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path out;
  private final Path err;

  private CallgateProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** The command line that starts {@code callgate} from this build's classes. */
  public static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(java());
    command.add("dev.callgate.cli.Main");
    command.addAll(List.of(arguments));
    return command;
  }

  /** A JVM with this test's classes. */
  public static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"));
  }

  /** Starts it with its output going to files in {@code directory}. */
  public static CallgateProcess start(Path directory, String... arguments) throws IOException {
    return start(directory, command(arguments));
  }

  /** Starts any program the same way. */
  public static CallgateProcess start(Path directory, List<String> command) throws IOException {
    Path out = Files.createTempFile(directory, "process", ".out");
    Path err = Files.createTempFile(directory, "process", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    // So that a test sees which of its runs' directories remain.
    builder.environment().put("_JAVA_OPTIONS", "-Djava.io.tmpdir=" + directory);
    // Inherited by all it starts, so that a test can find them.
    builder.environment().put(MARK, directory.toString());
    return new CallgateProcess(builder.start(), out, err);
  }

  /** Every process that was started for {@code directory} with {@code word} in its command line. */
  public static List<ProcessHandle> running(Path directory, String word) {
    return ProcessHandle.allProcesses()
        .filter(process -> proc(process, "environ").contains(MARK + "=" + directory + "\0"))
        .filter(process -> proc(process, "cmdline").contains(word))
        .toList();
  }

  private static String proc(ProcessHandle process, String file) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // It has ended, or is somebody else's.
      return "";
    }
  }

  /** The process itself. */
  public Process process() {
    return process;
  }

  /** What it wrote to standard output so far. */
  public String out() {
    return read(out);
  }

  /** What it wrote to standard error so far, without what the JVM says about its options. */
  public String err() {
    return read(err)
        .lines()
        .filter(line -> !line.startsWith("Picked up "))
        .reduce("", (text, line) -> text + line + "\n");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its exit status, once it has ended by itself. */
  public int status() throws InterruptedException, TimeoutException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("still running; it said: " + out() + err());
    }
    return process.exitValue();
  }

  /** Waits until {@code text} stands on standard error. */
  public void awaitErr(String text) throws InterruptedException, TimeoutException {
    await("standard error has " + text, () -> err().contains(text));
  }

  /** Waits until {@code text} stands on standard output. */
  public void awaitOut(String text) throws InterruptedException, TimeoutException {
    await("standard output has " + text, () -> out().contains(text));
  }

  private void await(String what, BooleanSupplier condition)
      throws InterruptedException, TimeoutException {
    await(what + "; it said: ", condition, this);
  }

  /** Waits until {@code condition} holds. */
  public static void await(String what, BooleanSupplier condition, CallgateProcess of)
      throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("not in time: " + what + of.out() + of.err());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
