package dev.callgate.testapps.hostile;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.List;
import sun.misc.Unsafe;

/** Memory written past the language. Each needs a JVM of its own: nothing is put back. */
final class UnsafeRoutes {
  private static final MethodHandle YES =
      MethodHandles.empty(
          MethodType.methodType(Object.class, int.class, Object.class, Object[].class));

  private UnsafeRoutes() {}

  @SuppressWarnings({"deprecation", "removal"})
  static List<Route> list() {
    return new Routes("unsafe")
        .route(
            "final-fields-of-the-bridge",
            Sabotage.then(marker -> overwriteFields(Unsafe::putObject)))
        .route(
            "swapped-fields-of-the-bridge",
            Sabotage.then(marker -> overwriteFields(UnsafeRoutes::swap)))
        .route(
            "exchanged-fields-of-the-bridge",
            Sabotage.then(marker -> overwriteFields(Unsafe::getAndSetObject)))
        .list();
  }

  /** One of the ways to write. */
  interface Writing {
    void write(Unsafe unsafe, Object base, long offset, Object value);
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static void swap(Unsafe unsafe, Object base, long offset, Object value) {
    unsafe.compareAndSwapObject(base, offset, unsafe.getObject(base, offset), value);
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static void overwriteFields(Writing writing) throws Exception {
    Field theUnsafe = Unsafe.class.getDeclaredField("theUnsafe");
    theUnsafe.setAccessible(true);
    Unsafe unsafe = (Unsafe) theUnsafe.get(null);
    Class<?> armed = Class.forName(Sabotage.bridge().getName() + "$Armed");
    for (Field field : armed.getDeclaredFields()) {
      writing.write(unsafe, unsafe.staticFieldBase(field), unsafe.staticFieldOffset(field), YES);
    }
  }
}
