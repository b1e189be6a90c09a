package dev.callgate.agent.start;

import dev.callgate.match.LoadedClasses;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Asks the JVM's own table of loaded classes, through the two methods that {@code ClassLoader}
 * itself asks first.
 */
final class JdkLoadedClasses implements LoadedClasses {
  private final MethodHandle ofLoader;
  private final MethodHandle ofBoot;

  /** Needs {@code java.lang} open to this class's module. */
  JdkLoadedClasses() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(ClassLoader.class, MethodHandles.lookup());
    MethodType type = MethodType.methodType(Class.class, String.class);
    ofLoader = lookup.findVirtual(ClassLoader.class, "findLoadedClass0", type);
    ofBoot = lookup.findStatic(ClassLoader.class, "findBootstrapClassOrNull", type);
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
}
