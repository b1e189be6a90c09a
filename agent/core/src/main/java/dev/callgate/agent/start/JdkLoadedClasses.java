package dev.callgate.agent.start;

import dev.callgate.match.LoadedClasses;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the JVM's own table of loaded classes, through the two methods that {@code ClassLoader}
 * itself asks first. The one for the boot loader loads what is not there yet, unlike the other, so
 * that it is asked only about what was there at the start; of what is not, the class file is read.
 * A class that other agents put behind the boot loader's modules has none to be read here.
 */
final class JdkLoadedClasses implements LoadedClasses {
  private final MethodHandle ofLoader;
  private final MethodHandle ofBoot;
  // By internal name, and by package with slashes; both are only read once a transformer runs.
  private final Set<String> bootAtStart = new HashSet<>();
  private final Map<String, Module> bootModules = new HashMap<>();

  /** Needs {@code java.lang} open to this class's module. */
  JdkLoadedClasses() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(ClassLoader.class, MethodHandles.lookup());
    MethodType type = MethodType.methodType(Class.class, String.class);
    ofLoader = lookup.findVirtual(ClassLoader.class, "findLoadedClass0", type);
    ofBoot = lookup.findStatic(ClassLoader.class, "findBootstrapClassOrNull", type);
  }

  /**
   * From now on, class files are read. Not before rules ask for supertypes: it takes some
   * milliseconds of a start. What reading needs is loaded here, and not while a transformer runs.
   */
  void readUnsettled(Instrumentation instrumentation) {
    for (Class<?> loaded : instrumentation.getInitiatedClasses(null)) {
      bootAtStart.add(loaded.getName().replace('.', '/'));
    }
    for (Module module : ModuleLayer.boot().modules()) {
      if (module.getClassLoader() == null) {
        for (String name : module.getPackages()) {
          bootModules.put(name.replace('.', '/'), module);
        }
      }
    }
    read(Object.class.getModule(), "java/lang/Object");
  }

  @Override
  public @Nullable Class<?> find(@Nullable ClassLoader loader, String binaryName) {
    try {
      return loader == null
          ? (Class<?>) ofBoot.invokeExact(binaryName)
          : (Class<?>) ofLoader.invokeExact(loader, binaryName);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte @Nullable [] unsettledBootClass(String internalName) {
    if (bootAtStart.contains(internalName)) {
      return null;
    }
    int end = internalName.lastIndexOf('/');
    Module module = end < 0 ? null : bootModules.get(internalName.substring(0, end));
    return module == null ? null : read(module, internalName);
  }

  /** Out of the JDK's own image, without a class loader of the application. */
  private static byte @Nullable [] read(Module module, String internalName) {
    try (InputStream in = module.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(internalName + " cannot be read", e);
    }
  }
}
