package dev.callgate.match;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Values by class loader and class name. Holds no loader strongly, and compares loaders by
 * identity: {@code equals} and {@code hashCode} of a class loader are application code.
 * Thread-safe.
 */
public final class LoaderMap<V> {
  private final ConcurrentHashMap<Object, ConcurrentHashMap<String, V>> byLoader =
      new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
  private final ConcurrentHashMap<String, V> boot = new ConcurrentHashMap<>();

  /** The value, or null. The null loader is the boot loader. */
  public @Nullable V get(@Nullable ClassLoader loader, String name) {
    return names(loader).get(name);
  }

  /** Sets the value. */
  public void put(@Nullable ClassLoader loader, String name, V value) {
    names(loader).put(name, value);
  }

  private ConcurrentHashMap<String, V> names(@Nullable ClassLoader loader) {
    if (loader == null) {
      return boot;
    }
    for (Reference<?> dead = gone.poll(); dead != null; dead = gone.poll()) {
      byLoader.remove(dead);
    }
    ConcurrentHashMap<String, V> names = byLoader.get(new Probe(loader));
    if (names == null) {
      names = new ConcurrentHashMap<>();
      ConcurrentHashMap<String, V> other = byLoader.putIfAbsent(new Key(loader, gone), names);
      return other == null ? names : other;
    }
    return names;
  }

  private static final class Key extends WeakReference<ClassLoader> {
    private final int hash;

    Key(ClassLoader loader, ReferenceQueue<ClassLoader> queue) {
      super(loader, queue);
      hash = System.identityHashCode(loader);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Probe probe && refersTo(probe.loader())
          || other instanceof Key key && get() != null && key.refersTo(get());
    }
  }

  private record Probe(ClassLoader loader) {
    @Override
    public int hashCode() {
      return System.identityHashCode(loader);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          ? key.refersTo(loader)
          : other instanceof Probe probe && probe.loader == loader;
    }
  }
}
