package dev.callgate.acceptance.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A lasting approver on a data directory of its own; can be killed and started again. */
public final class ApproverProcess implements AutoCloseable {
  private static final AtomicInteger APPLICATIONS = new AtomicInteger();

  private final Jdk jdk;
  private final Path directory;
  private final Path data;
  private ChildProcess process;

  private ApproverProcess(Jdk jdk, Path directory, ChildProcess process) {
    this.jdk = jdk;
    this.directory = directory;
    this.data = dataIn(directory);
    this.process = process;
  }

  /** Starts one in {@code directory} and waits until it listens. */
  public static ApproverProcess start(Jdk jdk, Path directory)
      throws IOException, InterruptedException {
    return startFor(jdk, directory);
  }

  /** The same with these reviewers, each {@code NAME:GROUP,GROUP}; the first is the main one. */
  public static ApproverProcess startFor(Jdk jdk, Path directory, String... reviewers)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(List.of("--listen", "127.0.0.1:0"));
    for (String reviewer : reviewers) {
      options.addAll(List.of("--reviewer", reviewer));
    }
    return new ApproverProcess(
        jdk, directory, launch(jdk, directory, options.toArray(String[]::new)));
  }

  /** One with these options, and this user as its reviewer. */
  public static ApproverProcess startWith(Jdk jdk, Path directory, String... options)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--listen", "127.0.0.1:0"));
    all.addAll(List.of(options));
    return new ApproverProcess(jdk, directory, launch(jdk, directory, all.toArray(String[]::new)));
  }

  private static Path dataIn(Path directory) {
    return directory.resolve("approver");
  }

  private static ChildProcess launch(Jdk jdk, Path directory, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(CommandLine.command(jdk));
    command.addAll(List.of("approver", "--data", dataIn(directory).toString()));
    command.addAll(List.of(options));
    ChildProcess process = ChildProcess.start("approver", directory, Map.of(), command);
    try {
      process.awaitErr(line -> line.contains("approver listening on "));
    } catch (AssertionError | InterruptedException e) {
      process.close();
      throw e;
    }
    return process;
  }

  /** {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  /** Starts it again after {@link #kill()}: the same data, and therefore the same address. */
  public void restart() throws IOException, InterruptedException {
    process.close();
    process = launch(jdk, directory);
  }

  public Reviewer reviewer() throws IOException {
    return new Reviewer(connectionFile());
  }

  /** One of those that is not the main one. */
  public Reviewer reviewer(String name) throws IOException {
    return new Reviewer(connectionFile(name));
  }

  public Path connectionFile(String name) {
    return data.resolve("reviewer-" + name + ".yaml");
  }

  public Path connectionFile() {
    return data.resolve("reviewer.yaml");
  }

  public Path adminConnectionFile() {
    return data.resolve("admin.yaml");
  }

  public Path enrolmentTokenFile() {
    return data.resolve("enrolment.token");
  }

  /** For an application that no other test knows; its name begins with {@code name}. */
  public AgentConfiguration configuration(String name) throws IOException {
    List<String> agent = Files.readAllLines(data.resolve("agent.yaml"));
    return new AgentConfiguration(
        name + "-" + APPLICATIONS.incrementAndGet(),
        List.of(),
        null,
        value(agent, "url"),
        value(agent, "trust"),
        value(agent, "tls-pin"),
        enrolmentTokenFile(),
        "");
  }

  static String value(List<String> lines, String key) {
    for (String line : lines) {
      if (line.strip().startsWith(key + ": ")) {
        return line.strip().substring(key.length() + 2).replace("\"", "");
      }
    }
    throw new AssertionError("no " + key + " in " + lines);
  }

  @Override
  public void close() {
    process.close();
  }

  @Override
  public String toString() {
    return process.toString();
  }
}
