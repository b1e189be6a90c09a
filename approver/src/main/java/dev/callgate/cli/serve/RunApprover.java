package dev.callgate.cli.serve;

import dev.callgate.approver.server.Approver;
import dev.callgate.approver.server.ApproverSettings;
import dev.callgate.approver.server.Credential;
import dev.callgate.approver.server.TlsIdentity;
import dev.callgate.approver.store.DatabaseLocation;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import dev.callgate.cli.system.Signals;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The approver that {@code run} starts. Its decision key and its TLS key are made here and never
 * leave this process's memory. It ends when its standard input does, which happens however {@code
 * run} ends, and takes the run's directory with it.
 */
final class RunApprover {
  private static final int LONGEST_LINE = 64 * 1024;

  private final InputStream in;
  private final PrintStream out;

  RunApprover(InputStream in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  void toEnd() throws Failure {
    RunSettings settings = settings();
    Path directory = Path.of(settings.directory());
    // A Ctrl-C is meant for the program. Its calls need an approver until it has ended.
    Signals.ignore("INT");
    Signals.ignore("HUP");
    try {
      try (Approver approver = Approver.start(approverSettings(settings, directory))) {
        RunAddress address =
            new RunAddress(
                approver.uri().toString(), approver.publicKey().toString(), approver.tlsPin());
        out.println(new String(Json.write(address), StandardCharsets.UTF_8));
        in.transferTo(OutputStream.nullOutputStream());
      } finally {
        PrivateFiles.deleteTree(directory);
      }
    } catch (IOException e) {
      throw new Failure(ExitStatus.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private RunSettings settings() throws Failure {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0 || line.size() == LONGEST_LINE) {
          throw Failure.usage("no settings on standard input; this mode belongs to `callgate run`");
        }
        line.write(next);
      }
      return Json.read(line.toByteArray(), RunSettings.class);
    } catch (IOException | ProtocolException e) {
      throw Failure.usage(
          "no settings on standard input: "
              + e.getMessage()
              + "; this mode belongs to `callgate run`");
    }
  }

  private static ApproverSettings approverSettings(RunSettings settings, Path directory)
      throws IOException {
    List<Credential> credentials = new ArrayList<>();
    credentials.add(
        new Credential(
            Credential.Kind.ENROLMENT, "run", settings.enrolmentTokenDigest(), List.of()));
    for (RunSettings.Reviewer reviewer : settings.reviewers()) {
      credentials.add(
          new Credential(
              Credential.Kind.REVIEWER,
              reviewer.name(),
              reviewer.tokenDigest(),
              reviewer.groups()));
    }
    return new ApproverSettings(
        DatabaseLocation.file(directory.resolve("callgate.db")),
        new InetSocketAddress(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), 0),
        SigningKey.generate(),
        TlsIdentity.temporary(),
        credentials,
        Clock.systemUTC(),
        settings.trust() == null ? null : Path.of(settings.trust()));
  }
}
