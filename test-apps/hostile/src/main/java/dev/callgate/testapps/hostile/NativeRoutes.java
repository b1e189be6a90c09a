package dev.callgate.testapps.hostile;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Native code. Once it runs in this process, the deed is anybody's to do. */
final class NativeRoutes {
  private NativeRoutes() {}

  static List<Route> list() {
    return new Routes("native")
        .route("library-by-system", marker -> library(marker, System::load))
        .route("library-by-runtime", marker -> library(marker, Runtime.getRuntime()::load))
        .since(22, "function", NativeRoutes::function)
        .list();
  }

  /** A way to load a library. */
  interface Loading {
    void load(String file);
  }

  /**
   * Stands for any library: a harmless one of the JDK's under another name. That it is in this
   * process's memory is what counts.
   */
  private static void library(String marker, Loading loading) throws Exception {
    Path own = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("rmi"));
    Path copy = Files.createTempFile("hostile", ".so");
    Files.write(copy, Files.readAllBytes(own));
    loading.load(copy.toString());
    if (Files.readString(Path.of("/proc/self/maps")).contains(copy.toString())) {
      Files.writeString(Path.of(marker), "native code was loaded");
    }
  }

  /** The C library makes the file. By reflection, because Java 17 compiles this. */
  private static void function(String marker) throws Throwable {
    Class<?> linkers = Class.forName("java.lang.foreign.Linker");
    Class<?> layouts = Class.forName("java.lang.foreign.MemoryLayout");
    Class<?> values = Class.forName("java.lang.foreign.ValueLayout");
    Class<?> segments = Class.forName("java.lang.foreign.MemorySegment");
    Class<?> arenas = Class.forName("java.lang.foreign.Arena");
    Class<?> descriptors = Class.forName("java.lang.foreign.FunctionDescriptor");
    Class<?> options = Class.forName("java.lang.foreign.Linker$Option");
    Object linker = linkers.getMethod("nativeLinker").invoke(null);
    Object lookup = linkers.getMethod("defaultLookup").invoke(linker);
    Method find = Class.forName("java.lang.foreign.SymbolLookup").getMethod("find", String.class);
    Object creat = ((Optional<?>) find.invoke(lookup, "creat")).orElseThrow();
    Object number = values.getField("JAVA_INT").get(null);
    Object arguments = Array.newInstance(layouts, 2);
    Array.set(arguments, 0, values.getField("ADDRESS").get(null));
    Array.set(arguments, 1, number);
    Object descriptor =
        descriptors.getMethod("of", layouts, arguments.getClass()).invoke(null, number, arguments);
    Object none = Array.newInstance(options, 0);
    MethodHandle call =
        (MethodHandle)
            linkers
                .getMethod("downcallHandle", segments, descriptors, none.getClass())
                .invoke(linker, creat, descriptor, none);
    Object arena = arenas.getMethod("global").invoke(null);
    Object name =
        Class.forName("java.lang.foreign.SegmentAllocator")
            .getMethod("allocateFrom", String.class)
            .invoke(arena, marker);
    call.invokeWithArguments(name, 0600);
  }
}
