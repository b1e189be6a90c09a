package dev.callgate.cli.serve;

import dev.callgate.cli.CallgateProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** {@code callgate approver} on a data directory, listening. */
public final class ApproverFixture implements AutoCloseable {
  private final Path data;
  private final CallgateProcess process;

  private ApproverFixture(Path data, CallgateProcess process) {
    this.data = data;
    this.process = process;
  }

  /** Starts it on any free port and waits until it listens. */
  public static ApproverFixture start(Path directory, String... more)
      throws IOException, InterruptedException, TimeoutException {
    Path data = directory.resolve("data");
    List<String> arguments = new ArrayList<>(List.of("approver", "--data", data.toString()));
    arguments.addAll(List.of(more));
    CallgateProcess process = CallgateProcess.start(directory, arguments.toArray(String[]::new));
    process.awaitErr("listening on https://");
    return new ApproverFixture(data, process);
  }

  /** Its directory. */
  public Path data() {
    return data;
  }

  /** The main reviewer's connection file. */
  public String connection() {
    return data.resolve("reviewer.yaml").toString();
  }

  /** The agent's configuration it wrote. */
  public Path agentConfiguration() {
    return data.resolve("agent.yaml");
  }

  /** The process. */
  public CallgateProcess process() {
    return process;
  }

  /** Asks it to stop; its exit status. */
  public int stop() throws InterruptedException, TimeoutException {
    process.process().destroy();
    return process.status();
  }

  @Override
  public void close() {
    process.close();
  }
}
