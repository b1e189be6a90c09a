package dev.callgate.testapps.hostile;

import java.lang.reflect.Method;
import java.util.List;

/** What a launch script makes possible that opens {@code java.lang}. */
final class OpenedRoutes {
  private OpenedRoutes() {}

  static List<Route> list() {
    return new Routes("opened")
        .route("agents-module", AgentClasses::byOpeningTheModule)
        .route("native-definition", OpenedRoutes::byNativeDefinition)
        .list();
  }

  /** Past the hook in the loader's Java method, straight into the JVM. */
  private static void byNativeDefinition(String marker) throws Exception {
    byte[] bytes = ClassBytes.deed();
    Method define = null;
    for (Method method : ClassLoader.class.getDeclaredMethods()) {
      if (method.getName().equals("defineClass1")) {
        define = method;
      }
    }
    Class<?> copy;
    if (define != null && define.trySetAccessible()) {
      copy =
          (Class<?>)
              define.invoke(
                  null,
                  new Loaders.Giving(OpenedRoutes.class.getClassLoader()),
                  null,
                  bytes,
                  0,
                  bytes.length,
                  null,
                  null);
    } else {
      copy = Deed.class;
    }
    Loaders.burn(copy, marker);
  }
}
