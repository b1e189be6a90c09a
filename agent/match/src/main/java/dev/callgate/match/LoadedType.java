package dev.callgate.match;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class of the running program. */
final class LoadedType implements KnownType {
  private final Class<?> type;

  LoadedType(Class<?> type) {
    this.type = type;
  }

  Class<?> type() {
    return type;
  }

  @Override
  public String name() {
    return type.getName();
  }

  @Override
  public @Nullable ClassLoader loader() {
    return type.getClassLoader();
  }

  @Override
  public @Nullable KnownType superclass() {
    Class<?> parent = type.getSuperclass();
    return parent == null ? null : new LoadedType(parent);
  }

  @Override
  public List<KnownType> interfaces() {
    List<KnownType> parents = new ArrayList<>();
    for (Class<?> parent : type.getInterfaces()) {
      parents.add(new LoadedType(parent));
    }
    return parents;
  }

  @Override
  public List<MethodKey> bodies() {
    List<MethodKey> bodies = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      int modifiers = method.getModifiers();
      if ((modifiers & (Modifier.ABSTRACT | Modifier.STATIC | Modifier.PRIVATE)) == 0) {
        bodies.add(key(method));
      }
    }
    return bodies;
  }

  @Override
  public boolean hasPublicMethod(MethodKey key) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(key.name()) && key(method).equals(key)) {
        return true;
      }
    }
    return false;
  }

  private static MethodKey key(Method method) {
    return new MethodKey(
        method.getName(),
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString());
  }
}
