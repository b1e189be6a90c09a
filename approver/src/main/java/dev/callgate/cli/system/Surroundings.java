package dev.callgate.cli.system;

import dev.callgate.cli.terminal.SafeText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command runs: passed to each of them, so that a test sees what a person would see.
 *
 * @param out data
 * @param err talk
 * @param environment the environment variables
 * @param colour whether {@code out} may carry colours
 */
public record Surroundings(
    PrintStream out, PrintStream err, Map<String, String> environment, boolean colour) {

  /** This process's own. Text is UTF-8 whatever the locale says, as JSON has to be. */
  public static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        environment,
        colourWanted(environment) && isTerminal(1));
  }

  /** The convention of no-color.org, and terminals that say they know no colour. */
  public static boolean colourWanted(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** One line of talk, behind {@code callgate: }. */
  public void say(String line) {
    err.println("callgate: " + SafeText.of(line));
  }

  /** The installation, named by the launcher script. */
  public Path home() throws Failure {
    String home = environment.get("CALLGATE_HOME");
    if (home == null || home.isEmpty()) {
      throw Failure.usage(
          "the installation is unknown: CALLGATE_HOME is not set; start with the callgate script");
    }
    return Path.of(home).toAbsolutePath();
  }

  /** The operating system's user, as the name of a reviewer. */
  public static String user() {
    @Nullable String user = System.getProperty("user.name");
    return user == null || user.isBlank() ? "reviewer" : user;
  }

  /** Whether somebody watches this process's talk. */
  public static boolean talksToTerminal() {
    return isTerminal(2);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  // System.console() means something else from JDK 22 on, and on 17 wants standard input as well.
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
