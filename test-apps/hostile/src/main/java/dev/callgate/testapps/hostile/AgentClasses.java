package dev.callgate.testapps.hostile;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Code of the application that the agent has on its stack: a class loader, which is asked for the
 * supertypes of a class before that is defined. From there it looks down the stack for a class of
 * the agent. Whoever has one may ask for its loader, and define classes there if its module lets
 * them, and no rule looks at what the agent's own loader defines.
 */
final class AgentClasses {
  private static final String AGENT = "dev.callgate.agent.";

  private AgentClasses() {}

  static void byStackWalker(String marker) throws Throwable {
    burnIn(
        asked(
            () ->
                StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                    .walk(
                        stack ->
                            stack
                                .<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                                .toList())),
        marker);
  }

  @SuppressWarnings("removal")
  static void bySecurityManager(String marker) throws Throwable {
    burnIn(
        asked(
            () ->
                new SecurityManager() {
                  List<Class<?>> context() {
                    return List.of(getClassContext());
                  }
                }.context()),
        marker);
  }

  /** With {@code java.lang} opened by the command line. */
  static void byOpeningTheModule(String marker) throws Throwable {
    Class<?> agents = null;
    for (Class<?> type :
        asked(
            () ->
                StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                    .walk(
                        stack ->
                            stack
                                .<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                                .toList()))) {
      if (type.getName().startsWith(AGENT)) {
        agents = type;
      }
    }
    Method open = Module.class.getDeclaredMethod("implAddOpens", String.class);
    if (agents != null && open.trySetAccessible()) {
      open.invoke(agents.getModule(), agents.getPackageName());
    }
    burnBeside(agents, marker);
  }

  private interface Look {
    List<Class<?>> around();
  }

  /** The classes that are on the stack while a loader is asked for a superclass. */
  private static Set<Class<?>> asked(Look look) throws Exception {
    Set<Class<?>> seen = new HashSet<>();
    new ClassLoader(AgentClasses.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        seen.addAll(look.around());
        return super.loadClass(name, resolve);
      }

      void defineOneWithASuperclass() throws Exception {
        byte[] bytes = ClassBytes.of(CallRoutes.Heir.class);
        defineClass(null, bytes, 0, bytes.length);
      }
    }.defineOneWithASuperclass();
    return seen;
  }

  private static void burnIn(Set<Class<?>> seen, String marker) throws Throwable {
    Class<?> agents = null;
    for (Class<?> type : seen) {
      if (type.getName().startsWith(AGENT)) {
        agents = type;
      }
    }
    burnBeside(agents, marker);
  }

  /** Defines the deed in the package of an agent's class, and does it there. */
  static void burnBeside(@Nullable Class<?> agents, String marker) throws Throwable {
    if (agents == null) {
      System.err.println("sabotage failed: no class of the agent");
      Deed.burn(marker);
      return;
    }
    System.err.println("got hold of " + agents + " in " + agents.getModule());
    String copy = ClassBytes.internalName(agents) + "Deed";
    Class<?> beside;
    try {
      byte[] bytes = ClassBytes.renamed(copy);
      beside = MethodHandles.privateLookupIn(agents, MethodHandles.lookup()).defineClass(bytes);
    } catch (IllegalAccessException shut) {
      System.err.println("sabotage failed: " + shut);
      Deed.burn(marker);
      return;
    }
    Loaders.burn(beside, marker);
  }
}
