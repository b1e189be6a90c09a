package dev.callgate.cli.trust;

import dev.callgate.cli.system.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which root keys sign. */
final class SignersOption {
  @Option(
      names = "--sign-with",
      paramLabel = "KEYFILE",
      description = "A root's key file, made by `callgate trust key`; may be given again.")
  private List<Path> files = new ArrayList<>();

  List<Path> files() {
    return files;
  }

  /** The same where nothing is begun without any. */
  List<Path> required() throws Failure {
    if (files.isEmpty()) {
      throw nobody();
    }
    return files;
  }

  static Failure nobody() {
    return Failure.usage("nobody signs it: --sign-with is missing; give a root's key file");
  }
}
