package dev.callgate.agent.start;

import dev.callgate.config.AgentConfig;
import dev.callgate.hole.JvmStart;
import dev.callgate.hole.MainJar;
import dev.callgate.policy.PolicySource;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How this JVM was started, in its own words. */
final class RunningJvm {
  private static final String[] FILES_OF_OPTIONS = {
    "-XX:Flags=", "-XX:VMOptionsFile=", "-XX:SharedArchiveFile=", "-XX:AOTCache="
  };

  private RunningJvm() {}

  /**
   * Needs {@link Bridge#define} first, which opens the way to the JVM's own list: the management
   * beans have the same list, but would be loaded before the program can choose its own.
   */
  static JvmStart read(File agentJar, File configFile, AgentConfig config)
      throws ReflectiveOperationException {
    List<String> arguments =
        Arrays.asList(
            (String[])
                Class.forName("jdk.internal.misc.VM")
                    .getMethod("getRuntimeArguments")
                    .invoke(null));
    List<File> files = new ArrayList<>();
    files.add(agentJar);
    files.add(configFile);
    for (PolicySource source : config.policies().policies()) {
      files.add(source.file());
    }
    for (String argument : arguments) {
      for (String option : FILES_OF_OPTIONS) {
        if (argument.startsWith(option)) {
          files.add(new File(argument.substring(option.length())));
        }
      }
    }
    return new JvmStart(
        Runtime.version().feature(), arguments, agentJar, mainJar(), writable(files));
  }

  // With -jar the class path is that jar, and the command begins with it.
  private static MainJar mainJar() {
    String classPath = System.getProperty("java.class.path", "");
    String command = System.getProperty("sun.java.command", "");
    return !classPath.isEmpty()
            && (command.equals(classPath) || command.startsWith(classPath + " "))
        ? MainJar.read(new File(classPath))
        : MainJar.NONE;
  }

  /** Those that this user may write, or may put another in the place of. */
  private static List<String> writable(List<File> files) {
    List<String> writable = new ArrayList<>();
    for (File file : files) {
      File folder = file.getAbsoluteFile().getParentFile();
      if (file.exists() && (file.canWrite() || folder != null && folder.canWrite())) {
        writable.add(file.getPath());
      }
    }
    return writable;
  }
}
