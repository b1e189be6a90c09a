package dev.callgate.testapps.hostile;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An agent that was written against this gate: it opens the JDK and replaces what is asked. */
public final class OpeningAgent {
  private OpeningAgent() {}

  public static void agentmain(@Nullable String argument, Instrumentation instrumentation)
      throws Exception {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(OpeningAgent.class.getModule())),
        Set.of(),
        Map.of());
    Field checks = Checks.field();
    checks.setAccessible(true);
    Checks.replace(checks.get(null));
  }
}
