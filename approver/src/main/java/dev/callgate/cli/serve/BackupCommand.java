package dev.callgate.cli.serve;

import dev.callgate.approver.store.DatabaseCopy;
import dev.callgate.approver.store.DatabaseLocation;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies an embedded database while its approver runs. */
@Command(
    name = "backup",
    description = {
      "Copy an approver's embedded database, which may be in use, into a new file of mode 0600.",
      "The keys and tokens beside it are not in it: keep a copy of the data directory's other files,"
          + " too. For PostgreSQL use pg_dump."
    })
final class BackupCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The approver's data directory.")
  private @Nullable Path data;

  @Option(names = "--to", paramLabel = "FILE", required = true, description = "A new file.")
  private @Nullable Path to;

  BackupCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Failure {
    Path file = Objects.requireNonNull(to).toAbsolutePath().normalize();
    try {
      DatabaseLocation database = DataDirectory.existing(Objects.requireNonNull(data)).database();
      if (!(database instanceof DatabaseLocation.EmbeddedFile embedded)) {
        throw Failure.usage(
            "not an embedded database: "
                + database
                + "; back it up with `pg_dump --format=custom`, which takes one moment of all of it");
      }
      if (Files.exists(file)) {
        throw Failure.usage("there is something already: " + file + "; give --to a new file");
      }
      DatabaseCopy.Copied copied = DatabaseCopy.backup(embedded.path(), file);
      surroundings.out().println(copied.checkpoint());
      surroundings.say(
          "backed up: " + file + ", with an audit log of " + copied.entries() + " entries");
      return ExitStatus.OK.code();
    } catch (IOException e) {
      throw new Failure(ExitStatus.REFUSED, "not backed up: " + file + ": " + e.getMessage());
    }
  }
}
