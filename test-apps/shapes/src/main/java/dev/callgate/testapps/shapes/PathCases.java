package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.IntUnaryOperator;

/** The less usual ways to one and the same gated method. */
class PathCases {

  static List<Case> cases() {
    MethodType type = MethodType.methodType(int.class, int.class);
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    PathCases self = new PathCases();
    return new Cases("path")
        .gated(
            "exact-handle",
            2,
            () -> (int) lookup.findStatic(PathCases.class, "deed", type).invokeExact(1))
        .gated(
            "handle-with-inserted-argument",
            2,
            () -> {
              MethodHandle handle = lookup.findStatic(PathCases.class, "deed", type);
              return (int) MethodHandles.insertArguments(handle, 0, 1).invokeExact();
            })
        .gated(
            "virtual-handle",
            3,
            () -> (int) lookup.findVirtual(PathCases.class, "own", type).invokeExact(self, 1))
        .gated("special-handle", 3, () -> new Heir().bySpecialHandle(1))
        .gated(
            "handle-proxy",
            2,
            () ->
                MethodHandleProxies.asInterfaceInstance(
                        IntUnaryOperator.class, lookup.findStatic(PathCases.class, "deed", type))
                    .applyAsInt(1))
        .gated("proxy", 2, () -> proxy().applyAsInt(1))
        .gated(
            "inherited-by-reflection",
            3,
            () -> Cases.declared(PathCases.class, "own").invoke(new PathCases() {}, 1))
        .gated("sixteenth-reflective-call", 40, 2, PathCases::oftenByReflection)
        .gated(
            "another-thread",
            2,
            () -> {
              FutureTask<Integer> task = new FutureTask<>(() -> deed(1));
              new Thread(task, "another-thread").start();
              return task.get();
            })
        .gated("completable-future", 2, () -> CompletableFuture.supplyAsync(() -> deed(1)).join())
        .gated(
            "static-initialiser",
            "initialised",
            () -> {
              Class.forName(Initialised.class.getName(), true, new SecondLoader(Initialised.class));
              return "initialised";
            })
        .gated(
            "second-class-loader",
            2,
            () ->
                Cases.declared(
                        new SecondLoader(Loaded.class).loadClass(Loaded.class.getName()), "deed")
                    .invoke(null, 1))
        .list();
  }

  @Irreversible
  static int deed(int x) {
    Effects.ran();
    return x + 1;
  }

  @Irreversible
  int own(int x) {
    Effects.ran();
    return x + 2;
  }

  private static IntUnaryOperator proxy() {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            Cases.declared(PathCases.class, "deed").invoke(null, arguments);
    return (IntUnaryOperator)
        Proxy.newProxyInstance(
            PathCases.class.getClassLoader(), new Class<?>[] {IntUnaryOperator.class}, handler);
  }

  /** On JDK 17 reflection changes from native code to generated classes after fifteen calls. */
  private static Object oftenByReflection() throws ReflectiveOperationException {
    Method method = Cases.declared(PathCases.class, "deed");
    Object last = 0;
    for (int i = 0; i < 40; i++) {
      last = method.invoke(null, 1);
    }
    return last;
  }

  static final class Heir extends PathCases {
    @Override
    int own(int x) {
      throw new AssertionError("the special call goes to the superclass");
    }

    int bySpecialHandle(int x) throws Throwable {
      return (int)
          MethodHandles.lookup()
              .findSpecial(
                  PathCases.class, "own", MethodType.methodType(int.class, int.class), Heir.class)
              .invokeExact(this, x);
    }
  }

  /** Only ever defined by a {@link SecondLoader}, so that each case finds it not initialised. */
  static final class Initialised {
    static {
      deed();
    }

    @Irreversible
    static void deed() {
      Effects.ran();
    }
  }

  /** Defined a second time by {@link SecondLoader}. */
  static final class Loaded {
    @Irreversible
    static int deed(int x) {
      Effects.ran();
      return x + 1;
    }
  }

  /** Defines one class itself and leaves everything else to the application's loader. */
  static final class SecondLoader extends ClassLoader {
    private final String own;

    SecondLoader(Class<?> again) {
      super(again.getClassLoader());
      this.own = again.getName();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(own)) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException broken) {
        throw new ClassNotFoundException(name, broken);
      }
    }
  }
}
