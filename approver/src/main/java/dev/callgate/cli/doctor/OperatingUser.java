package dev.callgate.cli.doctor;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user of the operating system, as file modes see one.
 *
 * @param name for people
 * @param uid the number
 * @param groups the numbers of all groups
 */
record OperatingUser(String name, int uid, Set<Integer> groups) {
  /** The user of that name, or the one who runs this. */
  static OperatingUser of(@Nullable String name) throws Failure, InterruptedException {
    String known = name == null ? id("-un") : id("-un", name);
    Set<Integer> groups = new HashSet<>();
    for (String group : (name == null ? id("-G") : id("-G", name)).split(" ")) {
      groups.add(Integer.valueOf(group));
    }
    return new OperatingUser(
        known, Integer.parseInt(name == null ? id("-u") : id("-u", name)), groups);
  }

  boolean isRoot() {
    return uid == 0;
  }

  private static String id(String... arguments) throws Failure, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "id";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() == 0 && !said.isBlank()) {
        return said.strip();
      }
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.REFUSED, "users cannot be looked up: " + e.getMessage() + "; install id");
    }
    throw Failure.usage(
        "no such user: " + arguments[arguments.length - 1] + "; give --user the program's user");
  }
}
