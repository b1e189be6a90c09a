package dev.callgate.policy;

import dev.callgate.policy.condition.PartReader;
import dev.callgate.policy.condition.Unreadable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What accessors of real libraries return, by calling them, as only a test may: shows that the
 * accessors a view asks for are there and answer what the view thinks they do.
 */
public record CalledParts() implements PartReader {
  @Override
  public @Nullable Object read(Object value, String accessor) {
    if (value instanceof Unreadable) {
      return value;
    }
    try {
      Method method = value.getClass().getMethod(accessor);
      method.setAccessible(true);
      return method.invoke(value);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return new Unreadable(e.toString());
    }
  }

  @Override
  public @Nullable Object unwrapped(Object value) {
    return value;
  }
}
