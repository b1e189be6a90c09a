package dev.callgate.policy.condition;

import java.util.ConcurrentModificationException;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows a path into a value. Items and entries are taken from arrays and from the JDK's own
 * containers only, by their exact class.
 */
public final class JdkParts {
  private static final int MOST_ENTRIES = 10_000;
  private static final Unreadable NOT_A_LIST =
      new Unreadable("no array and no list of the JDK's own");
  private static final Unreadable NOT_A_MAP = new Unreadable("no map of the JDK's own");
  private static final Unreadable TOO_MANY = new Unreadable("more entries than are looked at");
  private static final Unreadable CHANGING = new Unreadable("changed while it was read");

  private JdkParts() {}

  /** What the path leads to from a value; null when something on the way is missing. */
  public static @Nullable Object follow(
      @Nullable Object value, ValuePath path, PartReader accessors) {
    Object at = value;
    List<ValuePath.Step> steps = path.steps();
    for (int i = 0; i < steps.size(); i++) {
      if (at == null || at instanceof Unreadable) {
        return at;
      }
      ValuePath.Step step = steps.get(i);
      if (step instanceof ValuePath.Step.Accessor accessor) {
        at = accessors.read(at, accessor.name());
      } else {
        at = inside(accessors.unwrapped(at), step);
      }
    }
    return at == null ? null : accessors.unwrapped(at);
  }

  private static @Nullable Object inside(@Nullable Object container, ValuePath.Step step) {
    if (container == null) {
      return null;
    }
    try {
      return step instanceof ValuePath.Step.Item item
          ? item(container, item.index())
          : entry(container, ((ValuePath.Step.Entry) step).key());
    } catch (ConcurrentModificationException | IndexOutOfBoundsException e) {
      return CHANGING;
    }
  }

  private static @Nullable Object item(Object container, int index) {
    int size = KnownValue.size(container);
    if (container.getClass().isArray()) {
      return index < size ? KnownValue.arrayItem(container, index) : null;
    }
    if (container instanceof List<?> list && KnownValue.isCollection(list)) {
      if (list.getClass() == LinkedList.class && index > MOST_ENTRIES) {
        return TOO_MANY;
      }
      return index < size ? list.get(index) : null;
    }
    return NOT_A_LIST;
  }

  /**
   * The value under a text. By walking over the entries: {@code get} of a sorted map runs its
   * comparator, and of a linked one may change its order.
   */
  public static @Nullable Object entry(Object container, String key) {
    if (!(container instanceof Map<?, ?> map) || !KnownValue.isMap(map)) {
      return NOT_A_MAP;
    }
    if (map.getClass() == java.util.HashMap.class) {
      // asks the wanted key, which is ours, and none of the map's
      return map.get(key);
    }
    int looked = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (looked++ == MOST_ENTRIES) {
        return TOO_MANY;
      }
      // String is final, so its equals is asked
      if (entry.getKey() instanceof String text && text.equals(key)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
