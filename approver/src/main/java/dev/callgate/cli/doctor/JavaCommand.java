package dev.callgate.cli.doctor;

import dev.callgate.cli.system.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command line of {@code java}, taken apart.
 *
 * @param java the program
 * @param options the JVM's and the launcher's, {@code --option value} written {@code
 *     --option=value} where both are allowed
 * @param target from {@code -jar}, {@code -m} or the main class on
 * @param argumentFiles the files that were read for it
 */
record JavaCommand(
    String java, List<String> options, List<String> target, List<Path> argumentFiles) {
  /** Their value is the next argument, and cannot be joined. */
  private static final Set<String> PATHS =
      Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "--source", "-d");

  /** Their value may be the next argument or behind an equals sign. */
  private static final Set<String> JOINED =
      Set.of(
          "--add-opens",
          "--add-exports",
          "--add-reads",
          "--add-modules",
          "--limit-modules",
          "--patch-module",
          "--upgrade-module-path",
          "--enable-native-access",
          "--enable-final-field-mutation",
          "--describe-module");

  static JavaCommand of(List<String> command) throws Failure {
    Path program = Path.of(command.get(0)).getFileName();
    if (program == null || !program.toString().matches("java(\\.exe)?")) {
      throw Failure.usage(
          "not a command line of java: " + command.get(0) + "; give `java ...` after --");
    }
    List<Path> files = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    for (String argument : command.subList(1, command.size())) {
      if (argument.startsWith("@") && !argument.startsWith("@@")) {
        Path file = Path.of(argument.substring(1));
        files.add(file);
        arguments.addAll(ArgumentFiles.read(file));
      } else {
        arguments.add(argument);
      }
    }
    List<String> options = new ArrayList<>();
    int at = 0;
    while (at < arguments.size()) {
      String argument = arguments.get(at);
      boolean program2 =
          !argument.startsWith("-")
              || argument.equals("-jar")
              || argument.equals("-m")
              || argument.equals("--module")
              || argument.startsWith("--module=");
      if (program2) {
        break;
      }
      boolean two = at + 1 < arguments.size();
      if (two && PATHS.contains(argument)) {
        options.add(argument);
        options.add(arguments.get(at + 1));
        at++;
      } else if (two && JOINED.contains(argument)) {
        options.add(argument + "=" + arguments.get(at + 1));
        at++;
      } else {
        options.add(argument);
      }
      at++;
    }
    return new JavaCommand(
        command.get(0),
        List.copyOf(options),
        List.copyOf(arguments.subList(at, arguments.size())),
        List.copyOf(files));
  }

  /** The jar of {@code -jar}; null when the program is named otherwise. */
  @Nullable Path jar() {
    return target.size() > 1 && target.get(0).equals("-jar") ? Path.of(target.get(1)) : null;
  }

  /** The argument that attaches Callgate; null when none does. */
  @Nullable String agent() {
    for (String option : options) {
      if (option.startsWith("-javaagent:") && agentJar(option).contains("callgate-agent")) {
        return option;
      }
    }
    return null;
  }

  /** The jar's path in {@code -javaagent:PATH=ARGUMENT}. */
  static String agentJar(String option) {
    int end = option.indexOf('=');
    return option.substring("-javaagent:".length(), end < 0 ? option.length() : end);
  }
}
