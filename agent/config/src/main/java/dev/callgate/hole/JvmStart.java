package dev.callgate.hole;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a JVM was started, or would be.
 *
 * @param feature its version, such as 17
 * @param arguments the JVM's own, from all sources, in the order and the spelling in which the JVM
 *     has them
 * @param agentJar Callgate's
 * @param mainJar what the program's jar asks for
 * @param writable files that decide about the next start and that the program can write
 */
public record JvmStart(
    int feature, List<String> arguments, File agentJar, MainJar mainJar, List<String> writable) {
  private static final String AGENT = "-javaagent:";

  public JvmStart {
    arguments = List.copyOf(arguments);
    writable = List.copyOf(writable);
  }

  /** Whether a flag is on; the last word counts. Files of flags write it without {@code -XX:}. */
  boolean flag(String name, boolean otherwise) {
    boolean on = otherwise;
    for (String argument : arguments) {
      String flag = argument.startsWith("-XX:") ? argument.substring(4) : argument;
      if (flag.length() == name.length() + 1 && flag.endsWith(name)) {
        on = flag.charAt(0) == '+';
      }
    }
    return on;
  }

  /** The last value of {@code OPTION=VALUE}; empty when it is not given. */
  String last(String option) {
    String value = "";
    for (String argument : arguments) {
      if (argument.startsWith(option + "=")) {
        value = argument.substring(option.length() + 1);
      }
    }
    return value;
  }

  /** The arguments that begin so. */
  List<String> starting(String... beginnings) {
    List<String> found = new ArrayList<>();
    for (String argument : arguments) {
      for (String beginning : beginnings) {
        if (argument.startsWith(beginning) && !found.contains(argument)) {
          found.add(argument);
        }
      }
    }
    return found;
  }

  /** Whether the option's comma-separated values, each time it is given, have this one. */
  List<String> naming(String option, String value) {
    List<String> found = new ArrayList<>();
    for (String argument : starting(option + "=")) {
      String values = "," + argument.substring(option.length() + 1) + ",";
      if (values.contains("," + value + ",")) {
        found.add(argument);
      }
    }
    return found;
  }

  /** The arguments that name an agent before Callgate's is named; the debugger's is none. */
  List<String> agentsBeforeOurs() {
    List<String> before = new ArrayList<>();
    for (String argument : arguments) {
      if (isOurs(argument)) {
        return before;
      }
      boolean agent =
          argument.startsWith(AGENT)
              || argument.startsWith("-agentlib:")
              || argument.startsWith("-agentpath:")
              || argument.startsWith("-Xrun");
      if (agent && !isDebugger(argument)) {
        before.add(argument);
      }
    }
    return before;
  }

  static boolean isDebugger(String argument) {
    return argument.startsWith("-agentlib:jdwp")
        || argument.startsWith("-Xrunjdwp")
        || argument.equals("-Xdebug");
  }

  /** Whether the argument attaches Callgate. */
  public boolean isOurs(String argument) {
    if (!argument.startsWith(AGENT)) {
      return false;
    }
    int end = argument.indexOf('=');
    File named = new File(argument.substring(AGENT.length(), end < 0 ? argument.length() : end));
    try {
      return named.getCanonicalFile().equals(agentJar.getCanonicalFile());
    } catch (IOException e) {
      return named.equals(agentJar);
    }
  }
}
