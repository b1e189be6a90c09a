package dev.callgate.cli.audit;

import dev.callgate.approver.api.AuditCheckpoint;
import dev.callgate.approver.api.AuditPage;
import dev.callgate.approver.life.AuditViews;
import dev.callgate.approver.server.StoredAudit;
import dev.callgate.audit.ExportWriter;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.serve.DataDirectory;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.log.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The whole audit log, in a folder. */
@Command(
    name = "export",
    description = {
      "Write the whole audit log into a new folder, with what is needed to verify it offline.",
      "From a running approver, or with --data from one that is stopped."
    })
final class ExportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = {"-d", "--to"},
      paramLabel = "DIR",
      required = true,
      description = "A folder that is not there yet.")
  private @Nullable Path to;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory of an approver that does not run.")
  private @Nullable Path data;

  ExportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Where the log comes from. */
  private interface Source {
    AuditPage entries(long from) throws Failure, ApproverError, InterruptedException;
  }

  @Override
  public Integer call() throws Exception {
    Path folder = newFolder();
    try (Progress progress = new Progress(surroundings, "entries exported")) {
      if (data == null) {
        ReviewerClient client = connection.client(surroundings);
        write(
            folder,
            client.auditCheckpoint(),
            from -> client.auditEntries(from, AuditViews.LONGEST_PAGE, 0),
            progress);
      } else {
        DataDirectory directory = DataDirectory.existing(data);
        try (StoredAudit log = StoredAudit.open(directory.database(), directory.decisionKey())) {
          write(
              folder,
              log.views().checkpoint(),
              from -> log.views().entries(from, AuditViews.LONGEST_PAGE),
              progress);
        }
      }
    } catch (ApproverError e) {
      throw e.toFailure();
    } catch (IOException e) {
      throw new Failure(ExitStatus.REFUSED, "not exported: " + e.getMessage());
    }
    return ExitStatus.OK.code();
  }

  private Path newFolder() throws Failure {
    Path folder = java.util.Objects.requireNonNull(to).toAbsolutePath().normalize();
    if (Files.exists(folder)) {
      throw Failure.usage("there is something already: " + folder + "; give --to a new folder");
    }
    try {
      PrivateFiles.createDirectory(folder);
    } catch (IOException e) {
      throw Failure.usage("the folder cannot be created: " + folder + "; create the one above it");
    }
    return folder;
  }

  private void write(Path folder, AuditCheckpoint head, Source source, Progress progress)
      throws IOException, Failure, ApproverError, InterruptedException {
    byte[] note = head.checkpoint().getBytes(StandardCharsets.UTF_8);
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.unverified(note);
    } catch (ProtocolException e) {
      throw new IOException("the approver's checkpoint is none: " + e.getMessage());
    }
    ExportWriter writer = new ExportWriter(folder);
    while (writer.size() < checkpoint.size()) {
      List<AuditPage.Line> lines = source.entries(writer.size()).entries();
      if (lines.isEmpty()) {
        throw new IOException("the log ends before its checkpoint");
      }
      for (AuditPage.Line line : lines) {
        if (writer.size() < checkpoint.size()) {
          writer.add(line.entry(), line.objects());
        }
      }
      progress.at(writer.size());
    }
    writer.finish(note, checkpoint);
    tell(folder, checkpoint);
  }

  private void tell(Path folder, Checkpoint checkpoint) {
    if (output.isJson()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("folder", folder.toString());
      json.put("origin", checkpoint.origin());
      json.put("size", checkpoint.size());
      output.write(surroundings, json);
    } else {
      surroundings.out().println(checkpoint.size() + " entries in " + folder);
      surroundings.say(
          "keep " + folder.resolve("checkpoint") + ": a later export has to go on from it");
    }
  }
}
