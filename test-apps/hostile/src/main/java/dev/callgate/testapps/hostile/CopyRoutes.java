package dev.callgate.testapps.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The deed's class a second time, with its mark. */
final class CopyRoutes {
  private static final ClassLoader OURS = CopyRoutes.class.getClassLoader();

  private CopyRoutes() {}

  static List<Route> list() {
    Routes routes =
        new Routes("copy")
            .route(
                "child-first-loader",
                marker -> Loaders.burn(giving().define(ClassBytes.deed()), marker))
            .route(
                "from-a-buffer",
                marker -> Loaders.burn(giving().defineFromBuffer(ClassBytes.deed()), marker))
            .route(
                "from-within-an-array",
                marker -> Loaders.burn(giving().defineWithin(ClassBytes.deed()), marker))
            .route(
                "loader-without-parent",
                marker -> Loaders.burn(new Loaders.Giving(null).define(ClassBytes.deed()), marker))
            .route("url-loader", CopyRoutes::byUrlLoader)
            .route("module-layer", CopyRoutes::byModuleLayer)
            .route("lookup-define-class", CopyRoutes::byLookup)
            .route(
                "hidden-class",
                marker ->
                    Loaders.burn(
                        MethodHandles.lookup()
                            .defineHiddenClass(ClassBytes.deed(), true)
                            .lookupClass(),
                        marker))
            .route(
                "hidden-class-with-data",
                marker ->
                    Loaders.burn(
                        MethodHandles.lookup()
                            .defineHiddenClassWithClassData(ClassBytes.deed(), "data", true)
                            .lookupClass(),
                        marker))
            .route(
                "hidden-nest-mate",
                marker ->
                    Loaders.burn(
                        MethodHandles.lookup()
                            .defineHiddenClass(
                                ClassBytes.deed(), true, MethodHandles.Lookup.ClassOption.NESTMATE)
                            .lookupClass(),
                        marker))
            .route("hidden-class-in-a-hidden-class", CopyRoutes::byHiddenInHidden)
            .route("hidden-class-by-handle", CopyRoutes::byHandleOfDefineHiddenClass)
            .route(
                "old-class-file",
                marker ->
                    Loaders.burn(
                        giving().define(ClassBytes.ofVersion(50, ClassBytes.deed())), marker));
    for (String place :
        List.of(
            "net/bytebuddy/Deed",
            "dev/callgate/agent/gate/Deed",
            "dev/callgate/launch/Deed",
            "jdk/internal/reflect/GeneratedMethodAccessor1",
            "sun/reflect/Deed",
            "jdk/proxy1/$Proxy0",
            "com/sun/proxy/$Proxy0",
            "org/junit/Deed$$FastClassBySpringCGLIB$$1",
            "Deed")) {
      routes.route(
          "renamed-to-" + place.replace('/', '.'),
          marker -> Loaders.burn(giving().define(ClassBytes.renamed(place)), marker));
    }
    return routes.list();
  }

  private static Loaders.Giving giving() {
    return new Loaders.Giving(OURS);
  }

  private static void byUrlLoader(String marker) throws Exception {
    Path jar = jarWithDeed(ClassBytes.internalName(Deed.class));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      Loaders.burn(loader.loadClass(Deed.class.getName()), marker);
    }
  }

  private static void byModuleLayer(String marker) throws Exception {
    Path jar = jarWithDeed("copied/Deed");
    ModuleFinder finder = ModuleFinder.of(jar);
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(
                finder,
                ModuleFinder.of(),
                Set.of(finder.findAll().iterator().next().descriptor().name()));
    ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(configuration, null);
    String module = configuration.modules().iterator().next().name();
    Loaders.burn(layer.findLoader(module).loadClass("copied.Deed"), marker);
  }

  private static Path jarWithDeed(String internalName) throws IOException {
    Path jar = Files.createTempFile("copied", ".jar");
    jar.toFile().deleteOnExit();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(internalName + ".class"));
      out.write(ClassBytes.renamed(internalName));
    }
    return jar;
  }

  private static void byLookup(String marker) throws Exception {
    byte[] copy = ClassBytes.renamed(ClassBytes.internalName(Deed.class) + "ByLookup");
    Loaders.burn(MethodHandles.lookup().defineClass(copy), marker);
  }

  private static void byHiddenInHidden(String marker) throws Exception {
    MethodHandles.Lookup outer =
        MethodHandles.lookup().defineHiddenClass(ClassBytes.of(Nothing.class), true);
    Loaders.burn(outer.defineHiddenClass(ClassBytes.deed(), true).lookupClass(), marker);
  }

  /** What a hidden class can be made of without anything to gate. */
  static final class Nothing {}

  private static void byHandleOfDefineHiddenClass(String marker) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandles.Lookup hidden =
        (MethodHandles.Lookup)
            MethodHandles.publicLookup()
                .unreflect(
                    MethodHandles.Lookup.class.getMethod(
                        "defineHiddenClass",
                        byte[].class,
                        boolean.class,
                        MethodHandles.Lookup.ClassOption[].class))
                .invoke(lookup, ClassBytes.deed(), true, new MethodHandles.Lookup.ClassOption[0]);
    Loaders.burn(hidden.lookupClass(), marker);
  }
}
