package dev.callgate.testapps.hostile;

import java.beans.EventHandler;
import java.beans.Expression;
import java.beans.Statement;
import java.beans.XMLDecoder;
import java.io.ByteArrayInputStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Ways to call a method. */
final class CallRoutes {
  private static final MethodType TAKES_MARKER = MethodType.methodType(void.class, String.class);
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private CallRoutes() {}

  static List<Route> list() {
    return new Routes("call")
        .route("direct", Deed::burn)
        .route("reflection", marker -> method("burn").invoke(null, marker))
        .route(
            "private-by-set-accessible",
            marker -> {
              Method method = method("burnSecretly");
              method.setAccessible(true);
              method.invoke(null, marker);
            })
        .route(
            "find-static",
            marker -> {
              burn().invokeExact(marker);
            })
        .route(
            "find-virtual",
            marker ->
                LOOKUP
                    .findVirtual(Deed.class, "burn", MethodType.methodType(void.class))
                    .invoke(new Deed(marker)))
        .route("private-lookup", CallRoutes::byPrivateLookup)
        .route("unreflect-special", marker -> new Heir(marker).burnAsTheParentDoes())
        .route(
            "spreader",
            marker -> burn().asSpreader(Object[].class, 1).invoke(new Object[] {marker}))
        .route("invoke-with-arguments", marker -> burn().invokeWithArguments(marker))
        .route(
            "folded-handle",
            marker ->
                MethodHandles.foldArguments(MethodHandles.empty(TAKES_MARKER), burn())
                    .invoke(marker))
        .route(
            "caught-by-handle",
            marker ->
                MethodHandles.catchException(
                        burn(),
                        Throwable.class,
                        MethodHandles.dropArguments(burn(), 0, Throwable.class))
                    .invoke(marker))
        .route("proxy", CallRoutes::byProxy)
        .route(
            "handle-proxy",
            marker -> MethodHandleProxies.asInterfaceInstance(Burning.class, burn()).burn(marker))
        .route("lambda-metafactory", CallRoutes::byLambdaMetafactory)
        .route("method-reference", marker -> optional(marker).ifPresent(quietly(Deed::burn)))
        .route(
            "constant-bootstrap",
            marker ->
                ConstantBootstraps.invoke(
                    LOOKUP,
                    "burnt",
                    Object.class,
                    burn().asType(MethodType.methodType(Object.class, String.class)),
                    marker))
        .route("bean-statement", marker -> new Statement(Deed.class, "burn", of(marker)).execute())
        .route(
            "bean-expression", marker -> new Expression(Deed.class, "burn", of(marker)).getValue())
        .route(
            "event-handler",
            marker ->
                ((Runnable) EventHandler.create(Runnable.class, new Deed(marker), "burn")).run())
        .route("xml-decoder", CallRoutes::byXmlDecoder)
        .route("mbean", CallRoutes::byMbean)
        .route("service-loader", CallRoutes::byServiceLoader)
        .route("remote-method", RemoteBurning::loopback)
        .route("deserialised-object", Serialised::readBack)
        .route("externalised-object", Externalised::readBack)
        .route("style-sheet", StyleSheet::transform)
        .list();
  }

  /** Without a mark of its own, so that nothing but the deed behind it is gated. */
  public interface Burning {
    void burn(String marker) throws Throwable;
  }

  private static Method method(String name) throws NoSuchMethodException {
    return Deed.class.getDeclaredMethod(name, String.class);
  }

  static MethodHandle burn() throws ReflectiveOperationException {
    return LOOKUP.findStatic(Deed.class, "burn", TAKES_MARKER);
  }

  private static Object[] of(String marker) {
    return new Object[] {marker};
  }

  private static Optional<String> optional(String marker) {
    return Optional.of(marker);
  }

  private static Consumer<String> quietly(Attack attack) {
    return marker -> {
      try {
        attack.on(marker);
      } catch (Throwable thrown) {
        throw new IllegalStateException(thrown);
      }
    };
  }

  private static void byPrivateLookup(String marker) throws Throwable {
    MethodHandles.privateLookupIn(Deed.class, LOOKUP)
        .findStatic(Deed.class, "burnSecretly", TAKES_MARKER)
        .invoke(marker);
  }

  private static void byProxy(String marker) throws Throwable {
    Burning proxy =
        (Burning)
            Proxy.newProxyInstance(
                Burning.class.getClassLoader(),
                new Class<?>[] {Burning.class},
                (self, method, arguments) -> method("burn").invoke(null, arguments));
    proxy.burn(marker);
  }

  private static void byLambdaMetafactory(String marker) throws Throwable {
    CallSite site =
        LambdaMetafactory.metafactory(
            LOOKUP,
            "burn",
            MethodType.methodType(Burning.class),
            TAKES_MARKER,
            burn(),
            TAKES_MARKER);
    ((Burning) site.getTarget().invoke()).burn(marker);
  }

  private static void byXmlDecoder(String marker) {
    String xml =
        "<java><void class=\"%s\" method=\"burn\"><string>%s</string></void></java>"
            .formatted(Deed.class.getName(), marker);
    try (XMLDecoder decoder =
        new XMLDecoder(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))) {
      decoder.readObject();
    } catch (ArrayIndexOutOfBoundsException noObject) {
      // The document holds a call and no object.
    }
  }

  /** What a management console may call. */
  public interface DeedMBean {
    void burn(String marker) throws Exception;
  }

  private static void byMbean(String marker) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("hostile:type=deed");
    server.registerMBean(
        new javax.management.StandardMBean((DeedMBean) Deed::burn, DeedMBean.class), name);
    try {
      server.invoke(name, "burn", of(marker), new String[] {String.class.getName()});
    } finally {
      server.unregisterMBean(name);
    }
  }

  private static void byServiceLoader(String marker) throws Throwable {
    for (Attack service : ServiceLoader.load(Attack.class)) {
      service.on(marker);
    }
  }

  /** Registered under {@code META-INF/services}. */
  public static final class Service implements Attack {
    @Override
    public void on(String marker) throws Throwable {
      Deed.burn(marker);
    }
  }

  /** A subclass, for the call that only a subclass may make. */
  static final class Heir extends Deed {
    Heir(String marker) {
      super(marker);
    }

    @Override
    public void burn() {
      throw new AssertionError("the special call goes to the superclass");
    }

    void burnAsTheParentDoes() throws Throwable {
      MethodHandles.lookup()
          .unreflectSpecial(Deed.class.getMethod("burn"), Heir.class)
          .invoke(this);
    }
  }
}
