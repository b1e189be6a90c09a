package dev.callgate.agent.start;

import dev.callgate.agent.gate.Shortcuts;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/**
 * Defines {@code java.lang.CallgateBridge}. The package is opened to the module of this class's
 * loader, which holds nothing but the agent; done from a class on the class path it would be opened
 * to every application class.
 */
final class Bridge {
  private static final String NAME = "java/lang/CallgateBridge";

  private Bridge() {}

  /** Opens what the agent needs of the JDK, and defines the bridge; not armed yet. */
  static void define(Instrumentation instrumentation) throws IOException, IllegalAccessException {
    Set<Module> agent = Set.of(Bridge.class.getModule());
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        // What the JVM was started with.
        Map.of("jdk.internal.misc", agent),
        // java.util: to see what unmodifiable collections wrap.
        Map.of("java.lang", agent, "java.util", agent),
        Set.of(),
        Map.of());
    instrumentation.redefineModule(
        Instrumentation.class.getModule(),
        Set.of(),
        // What starts this agent once more, behind the others.
        Map.of("sun.instrument", agent),
        Map.of(),
        Set.of(),
        Map.of());
    MethodHandles.Lookup inJavaLang =
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    inJavaLang.defineClass(bytes(NAME));
    inJavaLang.defineClass(bytes(NAME + "$Handed"));
    inJavaLang.defineClass(bytes(NAME + "$Armed"));
  }

  /** Hands the gate over, once. */
  static void arm(GateEntry entry, Shortcuts shortcuts) throws ReflectiveOperationException {
    CallgateBridge.arm(
        entry.enterHandle(),
        entry.exitHandle(),
        entry.defineHandle(),
        entry.hideHandle(),
        entry.archivedHandle(),
        entry.laterHandle(),
        entry.openedHandle(),
        shortcuts.slots());
  }

  private static byte[] bytes(String internalName) throws IOException {
    try (InputStream in =
        Bridge.class.getClassLoader().getResourceAsStream(internalName + ".class")) {
      if (in == null) {
        throw new IOException("the agent's jar holds no " + internalName);
      }
      return in.readAllBytes();
    }
  }
}
