package dev.callgate.cli.trust;

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
}
