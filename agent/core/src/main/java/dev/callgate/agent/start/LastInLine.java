package dev.callgate.agent.start;

import dev.callgate.agent.weave.LastLook;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a place behind every other agent. Thread-safe.
 *
 * <p>The JVM asks agents about a class in the order in which they got their {@code
 * Instrumentation}, whenever they add their transformers; those of the command line all have theirs
 * before the first {@code premain}. So the agent has the JVM start it once more, from the same jar,
 * to get an {@code Instrumentation} behind them; and again just before an agent starts that is
 * attached later.
 */
final class LastInLine {
  private static final String INSTRUMENTATION = "sun.instrument.InstrumentationImpl";
  private static final String BRIDGE = "java.lang.CallgateBridge";
  // Each leaves an Instrumentation in the JVM for good, and theirs besides.
  private static final int MOST_LATER_AGENTS = 100;

  private static final StackWalker WALKER =
      StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE));

  private final String jar;
  private final LastLook lastLook;
  private final Consumer<String> log;
  private final MethodHandle loadAgent;
  // Guarded by this.
  private @Nullable Thread starting;
  private @Nullable Instrumentation received;
  private @Nullable Instrumentation last;
  private int laterAgents;

  /**
   * @param jar the agent's own jar
   * @param lastLook what is to be asked last
   * @param log takes one line for each agent that comes later
   */
  LastInLine(String jar, LastLook lastLook, Consumer<String> log)
      throws ReflectiveOperationException {
    this.jar = jar;
    this.lastLook = lastLook;
    this.log = log;
    this.loadAgent =
        MethodHandles.lookup()
            .findStatic(
                Class.forName(INSTRUMENTATION, false, null),
                "loadAgent",
                MethodType.methodType(void.class, String.class));
  }

  /**
   * Goes behind all agents that there are now.
   *
   * @return the {@code Instrumentation} there, whose transformers see what the JVM will run
   * @throws IllegalStateException when the JVM did not start us there
   */
  synchronized Instrumentation take() {
    starting = Thread.currentThread();
    try {
      loadAgent.invokeExact(jar);
    } catch (Throwable e) {
      throw new IllegalStateException("no place behind the other agents: " + e, e);
    } finally {
      starting = null;
    }
    Instrumentation next = received;
    received = null;
    if (next == null) {
      throw new IllegalStateException("no place behind the other agents");
    }
    next.addTransformer(lastLook, /* canRetransform= */ true);
    if (last != null) {
      last.removeTransformer(lastLook);
    }
    last = next;
    return next;
  }

  /**
   * Called when an agent is about to start that was not on the command line, ours included.
   *
   * @param agent the name of its class, or our own {@code Instrumentation}
   * @throws SecurityException when it must not start
   */
  synchronized void starts(Object agent) {
    boolean own = starting == Thread.currentThread();
    if (agent instanceof Instrumentation instrumentation) {
      if (!own || received != null) {
        throw new SecurityException("callgate: nobody asked for it");
      }
      received = instrumentation;
    } else if (!own) {
      if (!WALKER.walk(LastInLine::isTheJvm)) {
        throw new SecurityException("callgate: no agent is starting");
      }
      if (laterAgents++ == MOST_LATER_AGENTS) {
        throw new SecurityException("callgate: too many agents were started later");
      }
      take();
      log.accept(
          "callgate: CG-212 another agent started later: "
              + agent
              + "; start with -XX:+DisableAttachMechanism where none may");
    }
  }

  /** Whether the bridge was called by what starts agents. */
  private static boolean isTheJvm(Stream<StackWalker.StackFrame> stack) {
    boolean belowBridge = false;
    for (StackWalker.StackFrame frame : (Iterable<StackWalker.StackFrame>) stack::iterator) {
      if (belowBridge) {
        Class<?> caller = frame.getDeclaringClass();
        return caller.getClassLoader() == null && caller.getName().equals(INSTRUMENTATION);
      }
      belowBridge = frame.getClassName().equals(BRIDGE);
    }
    return false;
  }
}
