package dev.callgate.acceptance.harness;

import java.nio.file.Path;

/**
 * A Java to run things on.
 *
 * @param home its {@code java.home}
 * @param feature its feature version, such as 17
 */
public record Jdk(Path home, int feature) {
  public Path java() {
    return home.resolve("bin/java");
  }

  @Override
  public String toString() {
    return "Java " + feature;
  }
}
