package dev.callgate.cli.run;

import dev.callgate.cli.client.Connection;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connection files for those reviewers of a run who sit somewhere else, in a private directory that
 * the program is not told of, and gone when the run ends. A program of the same user that looks for
 * them finds them, as {@code --help} says.
 */
final class ReviewerFiles implements AutoCloseable {
  private @Nullable Path directory;

  /** Writes one, and says how its reviewer decides. */
  String write(RunReviewer reviewer, Connection connection) throws Failure {
    try {
      if (directory == null) {
        directory = PrivateFiles.createTemporaryDirectory("callgate-reviewers-");
      }
      Path file = directory.resolve(reviewer.name() + ".yaml");
      connection.write(file);
      List<String> words = new ArrayList<>();
      words.add("the reviewer " + reviewer.name() + " decides from another terminal:");
      words.add("export CALLGATE_CONNECTION=" + file + ";");
      words.add("callgate watch, or callgate ls, and callgate approve ID; or in a browser at");
      words.add(connection.url() + "/ with the token in that file");
      return String.join(" ", words);
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.REFUSED,
          "cannot write a reviewer's connection file: " + e.getMessage() + "; make room for one");
    }
  }

  @Override
  public void close() throws Failure {
    if (directory == null) {
      return;
    }
    try {
      PrivateFiles.deleteTree(directory);
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.REFUSED, "cannot remove: " + directory + "; it is of no more use, delete it");
    }
  }
}
