package dev.callgate.cli.doctor;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Runs in the Java that was asked about, and writes its version and its own list of arguments: from
 * the command line, the environment and files of options, in the order in which they count.
 */
final class Probe {
  static final String MARK = "callgate-probe ";

  private Probe() {}

  /** One line: the version, and each argument in base64. */
  public static void main(String[] args) {
    StringBuilder line = new StringBuilder(MARK).append(Runtime.version().feature());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      line.append(' ')
          .append(Base64.getEncoder().encodeToString(argument.getBytes(StandardCharsets.UTF_8)));
    }
    System.out.println(line);
  }
}
