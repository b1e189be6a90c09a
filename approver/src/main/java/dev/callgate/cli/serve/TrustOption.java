package dev.callgate.cli.serve;

import dev.callgate.approver.life.TrustFile;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at an approver's trust bundle before it starts with it. */
public final class TrustOption {
  private TrustOption() {}

  /**
   * The file itself.
   *
   * @param named whether somebody named it, so that it has to be there
   * @throws Failure when it is there and cannot be used
   */
  public static Path checked(Path file, boolean named) throws Failure {
    if (named && !Files.isRegularFile(file)) {
      throw Failure.usage(
          "no trust bundle: " + file + "; make one with `callgate trust init`, or leave it out");
    }
    String problem = new TrustFile(file).problem();
    if (problem != null) {
      throw new Failure(
          ExitStatus.REFUSED,
          "the trust bundle cannot be used: "
              + file
              + ": "
              + problem
              + "; `callgate trust show` tells what is in it");
    }
    return file.toAbsolutePath();
  }
}
