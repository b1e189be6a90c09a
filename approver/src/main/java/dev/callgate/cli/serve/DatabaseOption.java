package dev.callgate.cli.serve;

import dev.callgate.approver.store.DatabaseLocation.PostgresServer;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database an approver uses, when it is not the one in its data directory. */
final class DatabaseOption {
  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "A PostgreSQL database, which several approvers may share:"
            + " jdbc:postgresql://HOST:PORT/DATABASE?user=NAME.",
        "Default: the last start's, then a file in the data directory, for this approver alone."
      })
  private @Nullable String url;

  @Option(
      names = "--database-password-file",
      paramLabel = "FILE",
      description = "Its password, in a file of mode 0600. Default: what ~/.pgpass has, or none.")
  private @Nullable Path passwordFile;

  /** What was given, or null when nothing was. */
  @Nullable DatabaseReference given() throws Failure {
    if (url == null) {
      if (passwordFile != null) {
        throw Failure.usage(
            "a password for no database: --database-password-file without --database; give both");
      }
      return null;
    }
    return DatabaseReference.of(url, passwordFile);
  }

  /**
   * A database as an operator names it: the password is in a file, and read when it is needed.
   *
   * @param url without the password
   * @param passwordFile absolute, or null
   */
  record DatabaseReference(String url, @Nullable Path passwordFile) {
    static DatabaseReference of(String url, @Nullable Path passwordFile) throws Failure {
      if (!url.startsWith(PostgresServer.PREFIX)) {
        throw Failure.usage(
            "not a database's URL: "
                + (url.contains("assword") ? "(not shown)" : url)
                + "; write jdbc:postgresql://HOST:PORT/DATABASE?user=NAME");
      }
      return new DatabaseReference(
          url, passwordFile == null ? null : passwordFile.toAbsolutePath().normalize());
    }

    PostgresServer location() throws Failure {
      if (passwordFile == null) {
        return new PostgresServer(url, null);
      }
      try {
        if (!Files.isRegularFile(passwordFile)) {
          throw Failure.usage(
              "no password for the database: "
                  + passwordFile
                  + " is not there; write it there with mode 0600");
        }
        return new PostgresServer(url, PrivateFiles.read(passwordFile).strip());
      } catch (IOException e) {
        throw Failure.usage(
            "the database's password cannot be read: " + passwordFile + ": " + e.getMessage());
      }
    }

    /** One or two lines. */
    String written() {
      return url + "\n" + (passwordFile == null ? "" : passwordFile + "\n");
    }
  }
}
