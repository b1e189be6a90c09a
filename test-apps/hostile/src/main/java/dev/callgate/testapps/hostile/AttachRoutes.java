package dev.callgate.testapps.hostile;

import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Path;
import java.util.List;

/** Other agents, attached to the running JVM; they undo the weaving. */
public final class AttachRoutes {
  private AttachRoutes() {}

  static List<Route> list() {
    return new Routes("attach")
        .route("by-another-jvm", Sabotage.then(marker -> byAnotherJvm()))
        .route(
            "by-itself",
            Sabotage.then(marker -> attach(ProcessHandle.current().pid(), LateAgent.jar())))
        .list();
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
