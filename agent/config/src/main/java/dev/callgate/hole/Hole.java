package dev.callgate.hole;

import org.jspecify.annotations.Nullable;

/** A known way past the gates that the JVM's start decides about, not the program's code. */
public enum Hole {
  /**
   * {@code -XX:+DisableAttachMechanism} is not enough: {@code JVMTI.agent_load}, a diagnostic
   * command that a program gives its own JVM through its MBeans, needs no attaching. Before Java 21
   * that command does not ask the option either.
   */
  LATER_AGENTS(
      "later-agents",
      "an agent that is loaded later, from outside or by the JVM itself, takes the gates out",
      17,
      "-XX:-EnableDynamicAgentLoading",
      21,
      "no Launcher-Agent-Class in the program's jar",
      "sun.instrument.InstrumentationImpl.loadClassAndCallAgentmain,"
          + " com.sun.management.internal.DiagnosticCommandImpl.invoke"),

  /** JNI, and from Java 22 on foreign functions. */
  NATIVE_ACCESS(
      "native-access",
      "native code writes memory past every gate",
      17,
      "--illegal-native-access=deny",
      24,
      "no --enable-native-access=ALL-UNNAMED",
      "load and loadLibrary of java.lang.System and java.lang.Runtime"),

  /** The gate's own state is in final fields, which this class writes over. */
  UNSAFE_MEMORY(
      "unsafe-memory",
      "sun.misc.Unsafe writes over the gate's own fields",
      17,
      "--sun-misc-unsafe-memory-access=deny",
      23,
      null,
      "put*, compareAndSwap*, getAndSet*, getAndAdd*, copyMemory and setMemory of"
          + " sun.misc.Unsafe"),

  /** JEP 500. Older Java lets everybody, and has no option. */
  FINAL_FIELDS(
      "final-fields",
      "reflection changes final fields, such as those of arguments that were approved",
      26,
      "--illegal-final-field-mutation=deny",
      26,
      "no --enable-final-field-mutation=ALL-UNNAMED",
      null),

  /**
   * Whoever may look into the module system's objects opens every other module, the agent's too.
   */
  OPENED_JDK(
      "opened-jdk",
      "packages of the JDK are open to the program, and through them everything is",
      17,
      null,
      0,
      "no --add-opens and --add-exports, nor Add-Opens and Add-Exports in the program's jar, of "
          + JdkModules.NAMES,
      null),

  /** Its code runs as the JDK's own. */
  PATCHED_JDK(
      "patched-jdk",
      "code is put into the JDK itself",
      17,
      null,
      0,
      "no -Xbootclasspath/a, nor --patch-module of " + JdkModules.NAMES,
      null),

  /** It sees every class first and may keep what it likes from Callgate. */
  EARLIER_AGENT(
      "earlier-agent",
      "an agent that is named before Callgate's changes what Callgate sees",
      17,
      null,
      0,
      "-javaagent:callgate-agent.jar before every other agent",
      null),

  /** A debugger runs what it likes on any thread. */
  DEBUGGER(
      "debugger",
      "whoever reaches the debugging port runs what they like in this JVM",
      17,
      null,
      0,
      "no -agentlib:jdwp, -Xrunjdwp and -Xdebug",
      null),

  /** The diagnostic commands are among the MBeans. */
  REMOTE_MANAGEMENT(
      "remote-management",
      "whoever reaches the management port gives this JVM diagnostic commands",
      17,
      null,
      0,
      "no -Dcom.sun.management.… and -XX:+ManagementServer",
      null),

  /** Classes that lie about types read and write what they like. */
  NO_VERIFICATION(
      "no-verification",
      "classes are not verified, so one that breaks the language's rules writes any memory",
      17,
      null,
      0,
      "no -Xverify:none, -noverify and -XX:-BytecodeVerificationRemote",
      null),

  /** No option closes it, and {@code strict} does not judge it. */
  START_FILES(
      "start-files",
      "files that the next start reads can be written by the program itself",
      17,
      null,
      0,
      "another owner of the agent's jar, its configuration, policies, and files of JVM options",
      null);

  private final String id;
  private final String what;
  private final int since;
  private final @Nullable String option;
  private final int optionSince;
  private final @Nullable String otherwise;
  private final @Nullable String rules;

  Hole(
      String id,
      String what,
      int since,
      @Nullable String option,
      int optionSince,
      @Nullable String otherwise,
      @Nullable String rules) {
    this.id = id;
    this.what = what;
    this.since = since;
    this.option = option;
    this.optionSince = optionSince;
    this.otherwise = otherwise;
    this.rules = rules;
  }

  /** How reports name it, such as {@code later-agents}. */
  public String id() {
    return id;
  }

  /** What gets through, a clause. */
  public String what() {
    return what;
  }

  /** The first Java, from 17 on, that this is worth telling for. */
  public int since() {
    return since;
  }

  /** The option of the JVM that closes it; null when there is none in any Java. */
  public @Nullable String option() {
    return option;
  }

  /** The first Java in which {@link #option()} is enough; 0 when there is none. */
  public int optionSince() {
    return optionSince;
  }

  /** What the command line must, or must not, have besides; null when nothing. */
  public @Nullable String otherwise() {
    return otherwise;
  }

  /** Of which methods rules that always gate or deny close it; null when rules do not help. */
  public @Nullable String rules() {
    return rules;
  }

  /** Whether the command line and the policy decide about it, so that {@code strict} judges it. */
  public boolean isJudgedByStrict() {
    return this != START_FILES;
  }
}
