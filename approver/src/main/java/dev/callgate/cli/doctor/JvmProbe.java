package dev.callgate.cli.doctor;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Starts a Java with the options of a command line and asks it what it makes of them. The program
 * is not started, nor is any agent, and nothing is written or listened on: options that would are
 * handed over as properties, in their place.
 *
 * @param feature that Java's version
 * @param arguments its own list of its arguments
 */
record JvmProbe(int feature, List<String> arguments) {
  private static final String KEPT = "-Dcallgate.doctor.kept=";
  private static final List<String> ENVIRONMENT =
      List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

  /** What does something by itself when a JVM starts or ends. */
  private static final Pattern ACTIVE =
      Pattern.compile(
          "(^|[\\s\"'])(-javaagent:|-agentlib:|-agentpath:|-Xrun|-Xdebug|-Dcom\\.sun\\.management\\."
              + "|-XX:\\+ManagementServer|-XX:ArchiveClassesAtExit=|-XX:AOT|-XX:SharedArchiveFile="
              + "|-Xshare:dump|-XX:\\+DumpSharedSpaces|-XX:StartFlightRecording|-XX:On|-Xlog"
              + "|-XX:\\+StartAttachListener)");

  static JvmProbe of(JavaCommand command, Map<String, String> environment)
      throws Failure, InterruptedException {
    List<String> start = new ArrayList<>();
    start.add(command.java());
    for (String option : command.options()) {
      start.add(ACTIVE.matcher(option).lookingAt() ? KEPT + option : option);
    }
    start.add("-cp");
    start.add(ownPath());
    start.add(Probe.class.getName());
    ProcessBuilder builder = new ProcessBuilder(start);
    for (String name : ENVIRONMENT) {
      String options = environment.get(name);
      builder.environment().remove(name);
      if (options != null) {
        builder.environment().put(name, passive(options));
      }
    }
    try {
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      for (String line : said.lines().toList()) {
        if (line.startsWith(Probe.MARK)) {
          return read(line.substring(Probe.MARK.length()).split(" "));
        }
      }
      throw new Failure(
          ExitStatus.REFUSED,
          "this java does not start with these options: "
              + said.lines().filter(line -> !line.startsWith("Picked up")).findFirst().orElse("")
              + "; correct the command line");
    } catch (IOException e) {
      throw Failure.usage("cannot start: " + command.java() + "; give the path of a java after --");
    }
  }

  private static String passive(String options) {
    return ACTIVE.matcher(options).replaceAll("$1" + KEPT + "$2");
  }

  private static JvmProbe read(String[] words) {
    List<String> arguments = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      String argument = new String(Base64.getDecoder().decode(words[i]), StandardCharsets.UTF_8);
      arguments.add(argument.startsWith(KEPT) ? argument.substring(KEPT.length()) : argument);
    }
    return new JvmProbe(Integer.parseInt(words[0]), arguments);
  }

  private static String ownPath() throws Failure {
    try {
      return Path.of(Probe.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new Failure(ExitStatus.REFUSED, "the installation is unknown: " + e.getMessage());
    }
  }
}
