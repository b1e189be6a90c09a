package dev.callgate.cli.serve;

import dev.callgate.approver.store.DatabaseCopy;
import dev.callgate.approver.store.DatabaseLocation;
import dev.callgate.cli.serve.DatabaseOption.DatabaseReference;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings an embedded database onto a server. */
@Command(
    name = "migrate",
    description = {
      "Bring everything in an approver's embedded database onto an empty PostgreSQL database, in one"
          + " transaction, and use that one from then on.",
      "Stop the approver first. The file stays where it is, as it was."
    })
final class MigrateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The approver's data directory.")
  private @Nullable Path data;

  @Option(
      names = "--to",
      paramLabel = "URL",
      required = true,
      description = "jdbc:postgresql://HOST:PORT/DATABASE?user=NAME")
  private @Nullable String to;

  @Option(
      names = "--database-password-file",
      paramLabel = "FILE",
      description = "Its password, in a file of mode 0600. Default: what ~/.pgpass has, or none.")
  private @Nullable Path passwordFile;

  MigrateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Failure {
    DatabaseReference target = DatabaseReference.of(Objects.requireNonNull(to), passwordFile);
    try {
      DataDirectory directory = DataDirectory.existing(Objects.requireNonNull(data));
      if (!(directory.database() instanceof DatabaseLocation.EmbeddedFile embedded)) {
        throw Failure.usage(
            "on a server already: " + directory.database() + "; move it with pg_dump and psql");
      }
      DatabaseCopy.Copied copied = DatabaseCopy.move(embedded.path(), target.location());
      directory.writeDatabase(target);
      surroundings.out().println(copied.checkpoint());
      surroundings.say(
          "brought over: "
              + copied.entries()
              + " entries of the audit log and all that belongs to them; the approver on "
              + data
              + " uses "
              + target.url()
              + " from now on. The file stays: "
              + embedded.path());
      return ExitStatus.OK.code();
    } catch (IOException e) {
      throw new Failure(ExitStatus.REFUSED, "not brought over: " + e.getMessage());
    }
  }
}
