package dev.callgate.testapps.hostile;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What an option of the command line makes possible. Each needs a JVM of its own. */
public final class OptionRoutes {
  /** The system property with the port at which the JVM may have something listening. */
  private static final String PORT = "hostile.port";

  private OptionRoutes() {}

  static List<Route> list() {
    return new Routes("option")
        .route("patched-jdk", Sabotage.then(marker -> byPatchedClass()))
        .route("no-verification", Sabotage.then(marker -> byConfusedTypes()))
        .route("debugger", OptionRoutes::underDebugger)
        .route("remote-management", Sabotage.then(marker -> byManagementPort()))
        .route("start-files", Sabotage.then(marker -> byNextStart()))
        .list();
  }

  /** A class that was put into {@code java.lang} reads what it likes there. */
  private static void byPatchedClass() throws ReflectiveOperationException {
    Object checks = Class.forName("java.lang.Patched").getMethod("checks").invoke(null);
    Checks.replace(checks);
  }

  /**
   * As {@code java.lang.reflect.AccessibleObject} lays its fields out, so that whoever takes one
   * for the other writes the flag which says that access is not checked.
   */
  public static class Mirror {
    public boolean override;
    public volatile Object cache;
  }

  /** Compiled as it should be; its parameter's type is then written over. */
  public static final class Confusion {
    private Confusion() {}

    public static void open(Mirror mirror) {
      mirror.override = true;
    }
  }

  private static void byConfusedTypes() throws Exception {
    byte[] confused =
        ClassBytes.replaced(
            ClassBytes.of(Confusion.class),
            "(L" + ClassBytes.internalName(Mirror.class) + ";)V",
            "(Ljava/lang/Object;)V");
    Field checks = Checks.field();
    new Loaders.Giving(OptionRoutes.class.getClassLoader())
        .define(confused)
        .getMethod("open", Object.class)
        .invoke(null, checks);
    Checks.replace(checks.get(null));
  }

  /** Changes nothing in this JVM: the next one finds an agent in which nothing begins. */
  private static void byNextStart() throws Exception {
    Files.move(
        LateAgent.jar(EarlyAgent.Nothing.class),
        Path.of(System.getProperty("hostile.agent")),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void underDebugger(String marker) throws Exception {
    Process debugger =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Debugger.class.getName(),
                System.getProperty(PORT))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(debugger.getInputStream(), StandardCharsets.UTF_8))) {
      if (said.readLine() == null) {
        System.err.println("sabotage failed: there is no port for a debugger");
      }
      Deed.burn(marker);
    } finally {
      debugger.destroy();
    }
  }

  private static void byManagementPort() throws Exception {
    JMXServiceURL url =
        new JMXServiceURL(
            "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + System.getProperty(PORT) + "/jmxrmi");
    try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
      Object said =
          connector
              .getMBeanServerConnection()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "jvmtiAgentLoad",
                  new Object[] {new String[] {LateAgent.jar(OpeningAgent.class).toString()}},
                  new String[] {String[].class.getName()});
      System.err.println("JVMTI.agent_load: " + said);
    }
  }
}
