package dev.callgate.testapps.hostile;

import com.sun.tools.attach.VirtualMachine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import javax.management.ObjectName;

/** Other agents, loaded into the running JVM; they undo the weaving. */
public final class AttachRoutes {
  private AttachRoutes() {}

  static List<Route> list() {
    return new Routes("attach")
        .route("by-another-jvm", Sabotage.then(marker -> byAnotherJvm()))
        .route(
            "by-itself",
            Sabotage.then(marker -> attach(ProcessHandle.current().pid(), LateAgent.jar())))
        .route("by-command", Sabotage.then(marker -> byCommand(LateAgent.jar())))
        .list();
  }

  /** The JVM's own diagnostic command: nobody attaches to anything. */
  private static void byCommand(Path jar) throws Exception {
    Object said =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "jvmtiAgentLoad",
                new Object[] {new String[] {jar.toString()}},
                new String[] {String[].class.getName()});
    System.err.println("JVMTI.agent_load: " + said);
  }

  private static void byAnotherJvm() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AttachRoutes.class.getName(),
                Long.toString(ProcessHandle.current().pid()),
                LateAgent.jar().toString())
            .inheritIO()
            .start();
    if (other.waitFor() != 0) {
      throw new IllegalStateException("the other JVM could not attach");
    }
  }

  /** The other JVM: a process and a jar. */
  public static void main(String[] args) throws Exception {
    attach(Long.parseLong(args[0]), Path.of(args[1]));
  }

  private static void attach(long process, Path jar) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(process));
    try {
      machine.loadAgent(jar.toString());
    } finally {
      machine.detach();
    }
  }
}
