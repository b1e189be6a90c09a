package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/** Methods of interfaces, with a body and without; the mark sits on the interface. */
final class InterfaceCases {
  private InterfaceCases() {}

  static List<Case> cases() {
    Deleter<String> bridged = new StringDeleter();
    StringDeleter precise = new StringDeleter();
    Bodies bodies = new Bodies() {};
    Bodies overriding = new OverridingBodies();
    Either diamond = new Diamond();
    return new Cases("interface")
        .everyPath(
            "implemented",
            "gone a",
            () -> precise.delete("a"),
            StringDeleter.class,
            "delete",
            precise,
            "a")
        // through the interface's erased method, which lands in the compiler's bridge
        .everyPath(
            "bridge", "gone a", () -> bridged.delete("a"), Deleter.class, "delete", bridged, "a")
        .gated("bridge/proxy", "gone a", () -> proxyOf(bridged).delete("a"))
        .everyPath("default", 2, () -> bodies.byDefault(1), Bodies.class, "byDefault", bodies, 1)
        .gated("default/overridden", 12, () -> overriding.byDefault(1))
        .gated("default/overridden-calls-super", 2, 22, () -> new SuperCallingBodies().byDefault(1))
        .everyPath("static", 3, () -> Bodies.ofStatic(1), Bodies.class, "ofStatic", null, 1)
        .everyPath("private", 4, () -> bodies.callsPrivate(1), Bodies.class, "ofPrivate", bodies, 1)
        .everyPath(
            "private-static",
            5,
            () -> bodies.callsPrivateStatic(1),
            Bodies.class,
            "ofPrivateStatic",
            null,
            1)
        .gated("diamond", 2, 3, () -> diamond.either(1))
        .gated("inherited-mark-of-a-super-interface", "gone a", () -> new Grandchild().delete("a"))
        .list();
  }

  @SuppressWarnings("unchecked")
  private static Deleter<String> proxyOf(Deleter<String> target) {
    InvocationHandler handler = (proxy, method, arguments) -> method.invoke(target, arguments);
    return (Deleter<String>)
        Proxy.newProxyInstance(
            Deleter.class.getClassLoader(), new Class<?>[] {Deleter.class}, handler);
  }

  /** Erased to {@code Object delete(Object)}: whoever implements it gets a bridge. */
  interface Deleter<T> {
    @Irreversible
    T delete(T what);
  }

  /** Carries no mark of its own. */
  static final class StringDeleter implements Deleter<String> {
    @Override
    public String delete(String what) {
      Effects.ran();
      return "gone " + what;
    }
  }

  /** Adds nothing: the mark is two interfaces away from the body. */
  interface StringsDeleter extends Deleter<String> {}

  static final class Grandchild implements StringsDeleter {
    @Override
    public String delete(String what) {
      Effects.ran();
      return "gone " + what;
    }
  }

  /** Methods that have their bodies in the interface. */
  interface Bodies {
    @Irreversible
    default int byDefault(int x) {
      Effects.ran();
      return x + 1;
    }

    @Irreversible
    static int ofStatic(int x) {
      Effects.ran();
      return x + 2;
    }

    default int callsPrivate(int x) {
      return ofPrivate(x);
    }

    @Irreversible
    private int ofPrivate(int x) {
      Effects.ran();
      return x + 3;
    }

    default int callsPrivateStatic(int x) {
      return ofPrivateStatic(x);
    }

    @Irreversible
    private static int ofPrivateStatic(int x) {
      Effects.ran();
      return x + 4;
    }
  }

  static final class OverridingBodies implements Bodies {
    @Override
    public int byDefault(int x) {
      Effects.ran();
      return x + 11;
    }
  }

  static final class SuperCallingBodies implements Bodies {
    @Override
    public int byDefault(int x) {
      Effects.ran();
      return Bodies.super.byDefault(x) + 20;
    }
  }

  interface Either {
    @Irreversible
    default int either(int x) {
      Effects.ran();
      return x + 1;
    }
  }

  interface Or extends Either {}

  interface Other extends Either {
    @Override
    default int either(int x) {
      Effects.ran();
      return Either.super.either(x) + 1;
    }
  }

  static final class Diamond implements Or, Other {}
}
