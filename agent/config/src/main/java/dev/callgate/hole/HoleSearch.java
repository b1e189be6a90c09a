package dev.callgate.hole;

import dev.callgate.policy.PolicySet;
import java.util.ArrayList;
import java.util.List;

/** Looks at one start of a JVM, hole by hole. Runs nothing and loads nothing. */
public final class HoleSearch {
  private static final String EVERYBODY = "ALL-UNNAMED";

  private final JvmStart start;
  private final PolicySet policy;
  private final List<Finding> findings = new ArrayList<>();

  private HoleSearch(JvmStart start, PolicySet policy) {
    this.start = start;
    this.policy = policy;
  }

  /** One finding for each hole that this Java can have, in the order of {@link Hole}. */
  public static List<Finding> of(JvmStart start, PolicySet policy) {
    HoleSearch search = new HoleSearch(start, policy);
    for (Hole hole : Hole.values()) {
      if (hole.since() <= start.feature()) {
        search.look(hole);
      }
    }
    return search.findings;
  }

  private void look(Hole hole) {
    switch (hole) {
      case LATER_AGENTS -> laterAgents();
      case NATIVE_ACCESS -> nativeAccess();
      case UNSAFE_MEMORY ->
          byOption(hole, start.last("--sun-misc-unsafe-memory-access").equals("deny"), List.of());
      case FINAL_FIELDS ->
          byOption(
              hole,
              start.last("--illegal-final-field-mutation").equals("deny"),
              start.naming("--enable-final-field-mutation", EVERYBODY));
      case OPENED_JDK -> byOmission(hole, opened());
      case PATCHED_JDK -> byOmission(hole, patched());
      case EARLIER_AGENT -> byOmission(hole, start.agentsBeforeOurs());
      case DEBUGGER -> byOmission(hole, debuggers());
      case REMOTE_MANAGEMENT -> byOmission(hole, management());
      case NO_VERIFICATION -> byOmission(hole, unverified());
      case START_FILES -> byOmission(hole, start.writable());
    }
  }

  private void laterAgents() {
    boolean refused = !start.flag("EnableDynamicAgentLoading", true);
    List<String> takeAway = new ArrayList<>();
    String agent = start.mainJar().launcherAgent();
    if (agent != null) {
      takeAway.add("Launcher-Agent-Class: " + agent + " in " + start.mainJar().name());
    }
    boolean enough = start.feature() >= Hole.LATER_AGENTS.optionSince();
    boolean held = RuleCover.covers(policy, Sink.of(Hole.LATER_AGENTS, start.feature()));
    // Native agents are no methods: the option is needed besides the rules.
    if (refused && held && !(enough && takeAway.isEmpty())) {
      add(Hole.LATER_AGENTS, Finding.State.COVERED, List.of(), List.of(), false, 0);
    } else {
      found(Hole.LATER_AGENTS, refused, takeAway, !enough && !held, 0);
    }
  }

  private void nativeAccess() {
    List<String> takeAway = start.naming("--enable-native-access", EVERYBODY);
    if (start.mainJar().nativeAccess()) {
      takeAway.add("Enable-Native-Access in " + start.mainJar().name());
    }
    if (start.feature() >= Hole.NATIVE_ACCESS.optionSince()) {
      byOption(Hole.NATIVE_ACCESS, start.last("--illegal-native-access").equals("deny"), takeAway);
      return;
    }
    List<Sink> sinks = Sink.of(Hole.NATIVE_ACCESS, start.feature());
    if (sinks.isEmpty()) {
      found(Hole.NATIVE_ACCESS, true, List.of(), false, Hole.NATIVE_ACCESS.optionSince());
      return;
    }
    // Foreign functions before they were for everybody.
    List<String> early = start.naming("--add-modules", "jdk.incubator.foreign");
    early.addAll(start.starting("--enable-preview"));
    boolean held = RuleCover.covers(policy, sinks);
    if (held && early.isEmpty()) {
      add(Hole.NATIVE_ACCESS, Finding.State.COVERED, List.of(), List.of(), false, 0);
    } else {
      found(Hole.NATIVE_ACCESS, true, early, !held, 0);
    }
  }

  private List<String> opened() {
    List<String> found = new ArrayList<>();
    for (String option : new String[] {"--add-opens=", "--add-exports="}) {
      for (String argument : start.starting(option)) {
        if (JdkModules.isAbout(argument.substring(option.length()))) {
          found.add(argument);
        }
      }
    }
    for (String opened : start.mainJar().opened()) {
      if (JdkModules.isAbout(opened)) {
        found.add("Add-Opens or Add-Exports: " + opened + " in " + start.mainJar().name());
      }
    }
    return found;
  }

  private List<String> patched() {
    String patch = "--patch-module=";
    List<String> found = start.starting("-Xbootclasspath/a");
    for (String argument : start.starting(patch)) {
      if (JdkModules.isAbout(argument.substring(patch.length()))) {
        found.add(argument);
      }
    }
    return found;
  }

  private List<String> debuggers() {
    List<String> found = new ArrayList<>();
    for (String argument : start.arguments()) {
      if (JvmStart.isDebugger(argument)) {
        found.add(argument);
      }
    }
    return found;
  }

  private List<String> management() {
    List<String> found = start.starting("-Dcom.sun.management.");
    if (start.flag("ManagementServer", false)) {
      found.add("-XX:+ManagementServer");
    }
    return found;
  }

  private List<String> unverified() {
    List<String> found = start.starting("-Xverify:none", "-noverify");
    if (!start.flag("BytecodeVerificationRemote", true)) {
      found.add("-XX:-BytecodeVerificationRemote");
    }
    return found;
  }

  /** Closed by an option where this Java has it, by rules in every Java. */
  private void byOption(Hole hole, boolean given, List<String> takeAway) {
    boolean exists = start.feature() >= hole.optionSince();
    boolean closed = exists && given && takeAway.isEmpty();
    if (!closed && RuleCover.covers(policy, Sink.of(hole, start.feature()))) {
      add(hole, Finding.State.COVERED, List.of(), List.of(), false, 0);
    } else {
      found(hole, given || !exists, exists ? takeAway : List.of(), !exists, 0);
    }
  }

  private void byOmission(Hole hole, List<String> takeAway) {
    found(hole, true, takeAway, false, 0);
  }

  /** Open for any of the reasons, or else closed. */
  private void found(
      Hole hole, boolean given, List<String> takeAway, boolean needsRules, int newerJava) {
    String option = hole.option();
    List<String> missing = given || option == null ? List.of() : List.of(option);
    boolean open = !missing.isEmpty() || !takeAway.isEmpty() || needsRules || newerJava > 0;
    add(
        hole,
        open ? Finding.State.OPEN : Finding.State.CLOSED,
        missing,
        takeAway,
        needsRules,
        newerJava);
  }

  private void add(
      Hole hole,
      Finding.State state,
      List<String> missing,
      List<String> takeAway,
      boolean needsRules,
      int newerJava) {
    findings.add(new Finding(hole, state, missing, takeAway, needsRules, newerJava));
  }
}
