package dev.callgate.testapps.shapes;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the cases of one group, whose name goes before theirs. Not thread-safe. */
final class Cases {
  private final String group;
  private final List<Case> list = new ArrayList<>();

  Cases(String group) {
    this.group = group;
  }

  /** A gated case with one body. */
  Cases gated(String name, @Nullable Object returns, Deed deed) {
    return gated(name, 1, returns, deed);
  }

  /** A gated case with so many bodies. */
  Cases gated(String name, int bodies, @Nullable Object returns, Deed deed) {
    list.add(new Case(group + "/" + name, true, bodies, returns, deed));
    return this;
  }

  /** A case that no gate may touch. */
  Cases free(String name, int bodies, @Nullable Object returns, Deed deed) {
    list.add(new Case(group + "/" + name, false, bodies, returns, deed));
    return this;
  }

  /**
   * The same gated method directly, by reflection and by method handle.
   *
   * @param owner declares exactly one method of that name
   * @param receiver null for a static method
   */
  Cases everyPath(
      String name,
      @Nullable Object returns,
      Deed direct,
      Class<?> owner,
      String method,
      @Nullable Object receiver,
      @Nullable Object... arguments) {
    gated(name + "/direct", returns, direct);
    gated(name + "/reflection", returns, () -> declared(owner, method).invoke(receiver, arguments));
    return gated(
        name + "/method-handle", returns, () -> handle(owner, method, receiver, arguments));
  }

  List<Case> list() {
    return List.copyOf(list);
  }

  /** The only declared method of that name which the compiler did not make up. */
  static Method declared(Class<?> owner, String name) {
    List<Method> found =
        Arrays.stream(owner.getDeclaredMethods())
            .filter(method -> method.getName().equals(name) && !method.isSynthetic())
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(owner + " has " + found.size() + " methods " + name);
    }
    found.get(0).setAccessible(true);
    return found.get(0);
  }

  private static @Nullable Object handle(
      Class<?> owner, String name, @Nullable Object receiver, @Nullable Object... arguments)
      throws Throwable {
    MethodHandle handle =
        MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
            .unreflect(declared(owner, name))
            .asFixedArity();
    return receiver == null
        ? handle.invokeWithArguments(arguments)
        : handle.bindTo(Objects.requireNonNull(receiver)).invokeWithArguments(arguments);
  }
}
