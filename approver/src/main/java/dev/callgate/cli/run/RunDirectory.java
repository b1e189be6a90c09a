package dev.callgate.cli.run;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of one run: the agent's configuration, its enrolment token, the approver's database.
 * Mode 0700, and gone when the run ends; when the run is killed, its approver removes it.
 */
final class RunDirectory implements AutoCloseable {
  private final Path path;
  private final Thread hook;

  private RunDirectory(Path path) {
    this.path = path;
    // Ctrl-C before the program was started ends this process in the ordinary way.
    this.hook = new Thread(this::deleteAtExit, "callgate-tidy");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static RunDirectory create() throws Failure {
    try {
      return new RunDirectory(PrivateFiles.createTemporaryDirectory("callgate-run-"));
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.REFUSED, "no temporary directory: " + e.getMessage() + "; make room for one");
    }
  }

  Path path() {
    return path;
  }

  /** Writes a file that nobody else may read. */
  Path write(String name, String text) throws Failure {
    Path file = path.resolve(name);
    try {
      PrivateFiles.write(file, text);
    } catch (IOException e) {
      throw new Failure(ExitStatus.REFUSED, "cannot write: " + file + "; " + e.getMessage());
    }
    return file;
  }

  /**
   * A path to {@code file} that {@code JAVA_TOOL_OPTIONS} can carry: the JVM splits that variable
   * at white space, takes quotes out, and ends the agent's path at the first {@code =}.
   */
  Path plain(Path file) throws Failure {
    Path absolute = file.toAbsolutePath();
    if (isPlain(absolute)) {
      return absolute;
    }
    Path link = path.resolve("callgate-agent.jar");
    if (!isPlain(link)) {
      throw Failure.usage(
          "the temporary directory's path cannot be passed to a JVM: "
              + path
              + "; set java.io.tmpdir to one without spaces, quotes and =");
    }
    try {
      return Files.createSymbolicLink(link, absolute);
    } catch (IOException e) {
      throw new Failure(ExitStatus.REFUSED, "cannot link: " + link + "; " + e.getMessage());
    }
  }

  private static boolean isPlain(Path path) {
    return path.toString()
        .chars()
        .noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'' || c == '=');
  }

  private void deleteAtExit() {
    try {
      PrivateFiles.deleteTree(path);
    } catch (IOException e) {
      // The process is ending; whoever clears temporary files finds it.
      return;
    }
  }

  @Override
  public void close() {
    try {
      PrivateFiles.deleteTree(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
