package dev.callgate.approver.server;

import dev.callgate.approver.store.DatabaseLocation;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** An approver in a process of its own, which can be killed. */
final class ApproverProcess {
  private final Process process;
  private final URI uri;
  private final String pin;

  private ApproverProcess(Process process, URI uri, String pin) {
    this.process = process;
    this.uri = uri;
    this.pin = pin;
  }

  /** Starts one on the files in {@code folder}; returns when it answers. */
  static ApproverProcess start(Path folder, String enrolmentToken, String reviewerToken)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ApproverProcess.class.getName(),
            folder.toString(),
            Digests.of(enrolmentToken),
            Digests.of(reviewerToken));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the approver said nothing");
    }
    int gap = line.indexOf(' ');
    return new ApproverProcess(
        process, URI.create(line.substring(0, gap)), line.substring(gap + 1));
  }

  PinnedClient client() {
    return new PinnedClient(uri, pin);
  }

  /** As {@code kill -9} does: no code of that process runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** The process: says where it answers, and goes on until it is killed or its input closes. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SigningKey key = SigningKey.fromPem(Files.readString(folder.resolve("decision.key")));
    ApproverSettings settings =
        new ApproverSettings(
            DatabaseLocation.file(folder.resolve("approver.db")),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            key,
            TlsIdentity.createOrLoad(folder),
            List.of(
                new Credential(Credential.Kind.ENROLMENT, "test", arguments[1], List.of()),
                new Credential(Credential.Kind.REVIEWER, "alice", arguments[2], List.of())),
            Clock.systemUTC());
    try (Approver approver = Approver.start(settings)) {
      System.out.println(approver.uri() + " " + approver.tlsPin());
      while (System.in.read() >= 0) {
        // Nobody writes; the end of this input is the end of whoever started us.
      }
    }
  }
}
