package dev.callgate.launch;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * The agent's entry. Does as little as possible, keeps nothing, and is never touched again: code
 * that runs here runs on the application's class path.
 *
 * <p>There is no {@code agentmain} for anybody else: see {@link LastAgent}. A gate that is attached
 * later is no gate: what it should hold may have run.
 */
public final class CallgateAgent {
  private static final int NOT_CONFIGURED = 78;
  private static final int OLDEST = 17;
  private static final String ARMED = "java.lang.CallgateBridge";

  private CallgateAgent() {}

  /**
   * Called by the JVM before {@code main}. Returns only when the agent is armed; otherwise one line
   * on standard error, and exit status 78.
   *
   * @param argument the path of the configuration file; null for {@code callgate.yaml} in the
   *     working directory
   * @param instrumentation handed on, and kept in no field
   */
  public static void premain(String argument, Instrumentation instrumentation) {
    try {
      check();
      File jar =
          new File(CallgateAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      // Not verified: nothing here is signed, and verification is slow before the compiler has
      // warmed up.
      JarFile file = new JarFile(jar, /* verify= */ false);
      Attributes manifest =
          file.getManifest() == null ? null : file.getManifest().getMainAttributes();
      if (manifest == null
          || !CallgateAgent.class.getName().equals(manifest.getValue("Premain-Class"))) {
        refuse(
            "CG-001",
            "the agent was packed into another jar: " + jar,
            "attach callgate-agent.jar as it is");
        return;
      }
      Module agent = AgentModule.define(file);
      Method start =
          agent
              .getClassLoader()
              .loadClass("dev.callgate.agent.start.Startup")
              .getMethod("start", String.class, Instrumentation.class, String.class, File.class);
      start.invoke(
          null, argument, instrumentation, manifest.getValue("Implementation-Version"), jar);
    } catch (InvocationTargetException e) {
      refuse("CG-009", "the agent itself failed: " + e.getCause(), "report this");
    } catch (Throwable e) {
      // premain that throws ends the JVM with SIGABRT and 21 lines; this is one line and a status.
      refuse("CG-009", "the agent itself failed: " + e, "report this");
    }
  }

  private static void check() {
    String vm = System.getProperty("java.vm.name", "");
    if (Runtime.version().feature() < OLDEST) {
      refuse(
          "CG-001",
          "Java " + Runtime.version().feature() + " is too old",
          "use Java " + OLDEST + " or newer");
    }
    if (!vm.contains("HotSpot") && !vm.contains("OpenJDK")) {
      refuse("CG-001", "this JVM is not HotSpot: " + vm, "use a JDK that is built from OpenJDK");
    }
    try {
      Class.forName(ARMED, false, null);
      refuse("CG-010", "the agent is attached twice", "name it once on the command line");
    } catch (ClassNotFoundException e) {
      // As it should be: nobody was here before.
    }
  }

  private static void refuse(String code, String what, String advice) {
    System.err.println(
        "callgate: " + code + " not started: " + what.replace('\n', ' ') + "; " + advice);
    System.err.flush();
    Runtime.getRuntime().halt(NOT_CONFIGURED);
  }
}
