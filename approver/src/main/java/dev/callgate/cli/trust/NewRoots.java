package dev.callgate.cli.trust;

import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.KeyFiles;
import dev.callgate.cli.system.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Root keys that a command makes. */
final class NewRoots {
  private NewRoots() {}

  /** Makes a key in each of these new files, and returns the public ones. */
  static List<String> make(List<Path> files, Surroundings surroundings) throws Failure {
    List<String> keys = new ArrayList<>();
    for (Path file : files) {
      keys.add(KeyFiles.create(file).publicKey().toString());
      surroundings.say("a root's private key: " + file + "; keep it offline");
    }
    return keys;
  }
}
