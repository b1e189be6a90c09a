package dev.callgate.cli.audit;

import dev.callgate.approver.api.AuditEntry;
import dev.callgate.approver.api.AuditPage;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The latest entries of the audit log. */
@Command(
    name = "tail",
    description = "Write the latest entries of the audit log, a line each, the oldest first.")
final class TailCommand implements Callable<Integer> {
  private static final int WAIT_SECONDS = 25;
  private static final int PAGE = 256;
  private static final int LONGEST_DETAIL = 200;

  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(names = "-n", paramLabel = "COUNT", description = "How many. Default: 20.")
  private int count = 20;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is logged from now on, until stopped.")
  private boolean follow;

  TailCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (count < 0) {
      throw Failure.usage("not a number of entries: -n " + count + "; give one from 0");
    }
    try {
      ReviewerClient client = connection.client(surroundings);
      long size = client.auditCheckpoint().size();
      long next = Math.max(0, size - count);
      while (follow || next < size) {
        long wanted = next < size ? Math.min(PAGE, size - next) : PAGE;
        AuditPage page = client.auditEntries(next, wanted, next < size ? 0 : WAIT_SECONDS);
        for (AuditPage.Line line : page.entries()) {
          tell(line.entry());
        }
        next += page.entries().size();
      }
      return ExitStatus.OK.code();
    } catch (ApproverError e) {
      throw e.toFailure();
    }
  }

  private void tell(byte[] bytes) throws Failure {
    try {
      if (output.isJson()) {
        output.write(surroundings, Json.readTree(new String(bytes, StandardCharsets.UTF_8)));
        return;
      }
      AuditEntry entry = Json.read(bytes, AuditEntry.class);
      String request = entry.request() == null ? "-" : CallWords.shortId(entry.request());
      String detail = entry.detail() == null ? "" : "  " + entry.detail();
      surroundings
          .out()
          .println(
              (entry.seq() - 1)
                  + "  "
                  + Instant.ofEpochMilli(entry.atMillis())
                  + "  "
                  + SafeText.of(entry.type() + "  " + request + "  " + entry.actor())
                  + SafeText.of(detail, LONGEST_DETAIL));
    } catch (ProtocolException e) {
      throw new Failure(
          ExitStatus.REFUSED,
          "an audit entry cannot be read: " + e.getMessage() + "; export the log and verify it");
    }
  }
}
