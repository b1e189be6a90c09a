package dev.callgate.testapps.hostile;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Arguments that are code. */
final class ArgumentRoutes {
  private ArgumentRoutes() {}

  static List<Route> list() {
    return new Routes("argument")
        .route("object", marker -> Deed.burnNamed(new Tripwire.Plain(marker)))
        .route("record", marker -> Deed.burnNamed(new Tripwire.Recorded(marker)))
        .route("char-sequence", marker -> Deed.burnNamed(new Tripwire.Text(marker)))
        .route("number", marker -> Deed.burnNamed(new Tripwire.Numeric(marker)))
        .route("list", marker -> Deed.burnNamed(new Tripwire.Lazy(marker)))
        .route("map", marker -> Deed.burnNamed(new Tripwire.LazyMap(marker)))
        .route("file", marker -> Deed.burnNamed(new Tripwire.Named(marker)))
        .route("date", marker -> Deed.burnNamed(new Tripwire.Dated(marker)))
        .route(
            "optional",
            marker ->
                Deed.burnNamed(new Object[] {marker, Optional.of(new Tripwire.Plain(marker))}))
        .route(
            "unmodifiable-view",
            marker ->
                Deed.burnNamed(
                    new Object[] {marker, Collections.unmodifiableList(new Tripwire.Lazy(marker))}))
        .route(
            "synchronised-view",
            marker ->
                Deed.burnNamed(
                    new Object[] {
                      marker, Collections.synchronizedMap(new Tripwire.LazyMap(marker))
                    }))
        .route(
            "element-of-a-list",
            marker ->
                Deed.burnNamed(
                    new Object[] {marker, new ArrayList<>(List.of(new Tripwire.Plain(marker)))}))
        .route("sub-list", ArgumentRoutes::subList)
        .route("key-of-a-map", ArgumentRoutes::keyOfMap)
        .route("sub-class-of-a-decimal", marker -> Deed.burnNamed(new Decimal(marker)))
        .route("proxy", marker -> Deed.burnNamed(proxy(marker)))
        .route(
            "supplier",
            marker ->
                Deed.burnNamed(
                    new Object[] {marker, (Supplier<String>) () -> Tripwire.trip(marker)}))
        .route("exception", marker -> Deed.burnNamed(new Talking(marker)))
        .route(
            "class-loader",
            marker ->
                Deed.burnNamed(
                    new Object[] {marker, new Loaders.Giving(null), Thread.currentThread()}))
        .route("cycle", ArgumentRoutes::cycle)
        .route("deep", ArgumentRoutes::deep)
        .route("gigantic", marker -> Deed.burnNamed(new Object[] {marker, new long[20_000_000]}))
        .route(
            "gigantic-text",
            marker -> Deed.burnNamed(new Object[] {marker, "x".repeat(60_000_000)}))
        .list();
  }

  private static void subList(String marker) throws Exception {
    List<String> part = new Tripwire.Lazy(marker).subList(0, 1);
    // As below.
    Files.delete(Path.of(marker));
    Deed.burnNamed(new Object[] {marker, part});
  }

  private static void keyOfMap(String marker) throws Exception {
    Map<Object, Object> map = new HashMap<>();
    // The marker's own file goes again: only what comes later counts.
    map.put(new Tripwire.Plain(marker), "value");
    Files.delete(Path.of(marker));
    Deed.burnNamed(new Object[] {marker, map});
  }

  private static Object proxy(String marker) {
    return Proxy.newProxyInstance(
        ArgumentRoutes.class.getClassLoader(),
        new Class<?>[] {CharSequence.class},
        (self, method, arguments) -> Tripwire.trip(marker));
  }

  private static void cycle(String marker) throws Exception {
    Object[] cycle = {marker, null};
    cycle[1] = Arrays.asList(cycle);
    Deed.burnNamed(cycle);
  }

  private static void deep(String marker) throws Exception {
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    Deed.burnNamed(new Object[] {marker, deep});
  }

  /** Not final, and everybody's subclass. */
  private static final class Decimal extends BigDecimal {
    private static final long serialVersionUID = 1;
    private final String marker;

    Decimal(String marker) {
      super("1");
      this.marker = marker;
    }

    @Override
    public String toString() {
      return marker == null ? "1" : Tripwire.trip(marker);
    }

    @Override
    public String toPlainString() {
      return toString();
    }

    @Override
    public int compareTo(BigDecimal other) {
      return toString().length();
    }
  }

  private static final class Talking extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String marker;

    Talking(String marker) {
      this.marker = marker;
    }

    @Override
    public String getMessage() {
      return Tripwire.trip(marker);
    }

    @Override
    public String toString() {
      return Tripwire.trip(marker);
    }
  }
}
