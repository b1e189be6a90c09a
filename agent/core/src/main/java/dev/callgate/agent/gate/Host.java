package dev.callgate.agent.gate;

/**
 * What this process is, read once, before the application can change the properties that say so.
 */
public final class Host {
  public static final long PID = ProcessHandle.current().pid();
  public static final String USER = System.getProperty("user.name", "");
  public static final String NAME = name();

  private Host() {}

  // Not InetAddress.getLocalHost(), which may ask a name server for seconds.
  private static String name() {
    String fromEnvironment = System.getenv("HOSTNAME");
    if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
      return fromEnvironment;
    }
    try (java.io.BufferedReader file =
        new java.io.BufferedReader(
            new java.io.FileReader(
                "/proc/sys/kernel/hostname", java.nio.charset.StandardCharsets.UTF_8))) {
      String line = file.readLine();
      return line == null ? "localhost" : line;
    } catch (java.io.IOException e) {
      // Not Linux: the name is for a reviewer's eyes only.
      return "localhost";
    }
  }
}
