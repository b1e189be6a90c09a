package dev.callgate.cli.policy;

import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.policy.Problem;
import dev.callgate.replay.KnownCall;
import dev.callgate.replay.RecordedCalls;
import java.io.File;
import java.util.List;

/** The recorded calls that a command line names. */
final class CallsFile {
  private static final int MOST_PROBLEMS = 20;

  private CallsFile() {}

  /**
   * All of them, or none: with some left out, nobody would know what was not compared.
   *
   * @throws Failure when a line is no recorded call; each was said
   */
  static List<KnownCall> read(File file, Surroundings surroundings) throws Failure {
    RecordedCalls read = RecordedCalls.read(file);
    int told = 0;
    for (Problem problem : read.problems()) {
      if (told++ < MOST_PROBLEMS) {
        surroundings.err().println(SafeText.of(problem.toLine()));
      }
    }
    if (read.areWrong()) {
      throw Failure.usage(
          "not a file of recorded calls: " + file + "; remove what is wrong, or record again");
    }
    return read.calls();
  }
}
