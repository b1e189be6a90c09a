package dev.callgate.testapps.hostile;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;

/** What can be done to the gate itself before coming along. */
final class GateRoutes {
  private static final MethodHandle YES =
      MethodHandles.empty(
          MethodType.methodType(Object.class, int.class, Object.class, Object[].class));

  private GateRoutes() {}

  static List<Route> list() {
    return new Routes("gate")
        .route("bridge-fields", Sabotage.then(marker -> openFields()))
        .route(
            "bridge-private-lookup",
            Sabotage.then(
                marker -> MethodHandles.privateLookupIn(Sabotage.armed(), MethodHandles.lookup())))
        .route("bridge-armed-again", Sabotage.then(marker -> armAgain()))
        .route("bridge-asked-for-another-call", Sabotage.then(GateRoutes::askForAnotherCall))
        .route("bridge-checks-taken-apart", Sabotage.then(GateRoutes::takeChecksApart))
        .route("bridge-told-that-it-ended", Sabotage.then(marker -> tellItEnded()))
        .route(
            "own-bridge-in-java-lang",
            Sabotage.then(
                marker ->
                    new Loaders.Giving(null)
                        .define(ClassBytes.renamed("java/lang/CallgateBridge"))))
        .route("agent-class-by-stack-walker", AgentClasses::byStackWalker)
        .route("agent-class-by-security-manager", AgentClasses::bySecurityManager)
        .route(
            "agent-class-by-name",
            Sabotage.then(marker -> Class.forName("dev.callgate.agent.gate.Gate")))
        .route("agent-loader-by-thread", GateRoutes::loaderOfAgentThread)
        .route(
            "agent-threads-interrupted",
            Sabotage.then(marker -> Sabotage.agentThreads().forEach(Thread::interrupt)))
        .route("agent-threads-fields", GateRoutes::fieldsOfAgentThreads)
        .until(
            17,
            "agent-threads-stopped-at-their-names",
            Sabotage.then(
                marker -> Sabotage.agentThreads().forEach(thread -> thread.setName("main"))))
        .route("named-like-an-agent-thread", GateRoutes::fromNamesake)
        .route("premain-again", Sabotage.then(marker -> premainAgain()))
        .route("properties", Sabotage.then(marker -> changeProperties()))
        .route("streams", Sabotage.then(marker -> replaceStreams()))
        .route("locale-and-time-zone", Sabotage.then(marker -> changeLocale()))
        .route(
            "context-loader",
            Sabotage.then(
                marker -> Thread.currentThread().setContextClassLoader(new Loaders.Giving(null))))
        .route("files-changed-after-start", Sabotage.then(GateRoutes::changeFiles))
        .list();
  }

  private static void openFields() throws Exception {
    for (Class<?> type : List.of(Sabotage.bridge(), Sabotage.armed())) {
      for (Field field : type.getDeclaredFields()) {
        field.setAccessible(true);
        field.set(null, field.getType() == MethodHandle.class ? YES : new AtomicReference<>());
      }
    }
  }

  private static void armAgain() throws Exception {
    for (Method method : Sabotage.bridge().getMethods()) {
      if (method.getName().equals("arm")) {
        Object[] ours = new Object[method.getParameterCount()];
        for (int i = 0; i < ours.length; i++) {
          boolean handle = method.getParameterTypes()[i] == MethodHandle.class;
          ours[i] = handle ? YES : new MethodHandle[][] {{YES, YES, YES, YES, YES, YES}};
        }
        method.invoke(null, ours);
      }
    }
  }

  /** As the woven method does it, and without running anything. */
  private static void askForAnotherCall(String marker) throws Exception {
    Method enter = Sabotage.bridge().getMethod("enter", int.class, Object.class, Object[].class);
    for (int gate = -2; gate < 6; gate++) {
      try {
        enter.invoke(null, gate, null, new Object[] {marker});
      } catch (ReflectiveOperationException refused) {
        // Refused is what it should be.
      }
    }
  }

  /** What a woven method asks first, asked, bound, turned into another one and taken apart. */
  private static void takeChecksApart(String marker) throws Throwable {
    Method has = Sabotage.bridge().getMethod("hasCheck", int.class);
    Method get = Sabotage.bridge().getMethod("check", int.class);
    for (int gate = 0; gate < 6; gate++) {
      if ((boolean) has.invoke(null, gate)) {
        MethodHandle check = (MethodHandle) get.invoke(null, gate);
        Object[] arguments = new Object[check.type().parameterCount()];
        java.util.Arrays.fill(arguments, marker);
        check.asSpreader(Object[].class, arguments.length).bindTo(arguments).invoke();
        MethodHandles.lookup().revealDirect(check);
      }
    }
  }

  private static void tellItEnded() throws Exception {
    Method exit = Sabotage.bridge().getMethod("exit", Object.class, Throwable.class);
    for (Object ticket : new Object[] {null, new Object(), new Object[] {null}, "ticket"}) {
      exit.invoke(null, ticket, null);
    }
  }

  private static void loaderOfAgentThread(String marker) throws Throwable {
    ClassLoader found = null;
    for (Thread thread : Sabotage.agentThreads().toList()) {
      found = thread.getContextClassLoader() == null ? found : thread.getContextClassLoader();
    }
    Class<?> agents = null;
    if (found != null && found != GateRoutes.class.getClassLoader()) {
      agents = found.loadClass("dev.callgate.agent.gate.Gate");
    }
    AgentClasses.burnBeside(agents, marker);
  }

  private static void fieldsOfAgentThreads(String marker) throws Throwable {
    Class<?> agents = null;
    for (Thread thread : Sabotage.agentThreads().toList()) {
      for (Field field : Thread.class.getDeclaredFields()) {
        if (canOpen(field)) {
          Object value = field.get(thread);
          agents =
              value != null && value.getClass().getName().startsWith("dev.callgate.agent.")
                  ? value.getClass()
                  : agents;
        }
      }
    }
    AgentClasses.burnBeside(agents, marker);
  }

  private static boolean canOpen(AccessibleObject member) {
    return member.trySetAccessible();
  }

  private static void fromNamesake(String marker) throws Throwable {
    Throwable[] thrown = {null};
    for (String name : List.of("callgate-listen", "callgate-send", "callgate-enrol")) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  Deed.burn(marker);
                } catch (Throwable refused) {
                  thrown[0] = refused;
                }
              },
              name);
      thread.start();
      thread.join();
    }
    if (thrown[0] != null) {
      throw thrown[0];
    }
  }

  private static void premainAgain() throws Exception {
    Class<?> agent = Class.forName("dev.callgate.launch.CallgateAgent");
    for (Method method : agent.getDeclaredMethods()) {
      if (!method.getName().equals("premain") && method.trySetAccessible()) {
        System.err.println("could call " + method);
      }
    }
  }

  private static void changeProperties() {
    Properties properties = System.getProperties();
    for (String name : properties.stringPropertyNames()) {
      if (name.contains("callgate") || name.startsWith("user.") && !name.equals("user.dir")) {
        System.setProperty(name, "nobody");
      }
    }
    for (String name :
        List.of("callgate.disabled", "callgate.enabled", "callgate.policy", "dev.callgate.off")) {
      System.setProperty(name, "true");
    }
    System.setProperty("https.proxyHost", "127.0.0.1");
    System.setProperty("https.proxyPort", "9");
    System.setProperty("socksProxyHost", "127.0.0.1");
    System.setProperty("socksProxyPort", "9");
    System.setProperty("java.security.egd", "file:/dev/zero");
    System.setProperty("net.bytebuddy.dump", "/");
    System.setProperty("java.vm.name", "Another VM");
    System.setProperty("java.version", "1.4");
  }

  private static void replaceStreams() {
    System.err.close();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    System.setErr(nowhere);
    System.setOut(nowhere);
  }

  private static void changeLocale() {
    Locale.setDefault(new Locale("tr", "TR"));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
  }

  /** The agent's configuration lies in the working directory. */
  private static void changeFiles(String marker) throws Exception {
    Path configuration = Path.of("callgate.yaml");
    if (Files.exists(configuration)) {
      Files.writeString(configuration, "callgate: 1\napplication: nobody\n");
    }
  }
}
