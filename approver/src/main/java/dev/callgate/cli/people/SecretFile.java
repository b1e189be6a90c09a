package dev.callgate.cli.people;

import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import dev.callgate.cli.system.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a secret goes that an approver shows once: a new file with mode 0600. */
public final class SecretFile {
  private SecretFile() {}

  /**
   * Looks before anything is asked for: a secret that cannot be written would be lost, and be good.
   */
  public static void requireNew(@Nullable Path file) throws Failure {
    if (file == null) {
      return;
    }
    if (Files.exists(file)) {
      throw Failure.usage("there is a file already: " + file + "; give --out another name");
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isWritable(directory)) {
      throw Failure.usage("cannot write there: " + directory + "; give --out another place");
    }
  }

  /** Writes a connection file for {@code token} at the same approver. */
  public static void writeConnection(
      ReviewerClient client, @Nullable String token, @Nullable Path file, Surroundings surroundings)
      throws Failure {
    if (token == null || file == null) {
      return;
    }
    try {
      client.connectionWith(token).write(file);
    } catch (IOException e) {
      throw lost(file, e);
    }
    surroundings.say("the connection file: " + file);
  }

  /** Writes the bare {@code secret}. */
  public static void write(String secret, Path file, Surroundings surroundings) throws Failure {
    try {
      PrivateFiles.write(file, secret + "\n");
    } catch (IOException e) {
      throw lost(file, e);
    }
    surroundings.say("the token's file: " + file);
  }

  private static Failure lost(Path file, IOException e) {
    return new Failure(
        ExitStatus.REFUSED,
        "cannot write the token: "
            + file
            + "; "
            + e.getMessage()
            + "; it is lost: revoke it, and make another");
  }
}
