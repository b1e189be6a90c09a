package dev.callgate.agent.fact;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers something about objects of the application without keeping them, and without asking
 * them anything: by identity. Bounded; thread-safe.
 */
final class WeakIdentity<V> {
  private final ConcurrentHashMap<Object, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
  private final int most;

  WeakIdentity(int most) {
    this.most = most;
  }

  @Nullable V get(Object object) {
    return values.get(new Sought(object));
  }

  /** What is remembered from now on: what was there, or else this; null when there is no room. */
  @Nullable V getOrPut(Object object, V value) {
    V known = get(object);
    if (known != null) {
      return known;
    }
    for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
      values.remove(each);
    }
    if (values.size() >= most) {
      return null;
    }
    V before = values.putIfAbsent(new Kept(object, gone), value);
    return before == null ? value : before;
  }

  /** Equal to itself, and to a {@link Sought} with its object. */
  private static final class Kept extends WeakReference<Object> {
    private final int hash;

    Kept(Object object, ReferenceQueue<Object> queue) {
      super(object, queue);
      hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Object object = get();
      return object != null
          && (other instanceof Sought sought && sought.object == object
              || other instanceof Kept kept && kept.get() == object);
    }
  }

  /** A key that lasts for one look-up. */
  private static final class Sought {
    private final Object object;

    Sought(Object object) {
      this.object = object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Kept kept && kept.get() == object
          || other instanceof Sought sought && sought.object == object;
    }
  }
}
