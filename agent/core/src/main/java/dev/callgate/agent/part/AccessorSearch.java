package dev.callgate.agent.part;

import dev.callgate.match.ClassFile;
import dev.callgate.match.ClassOutline;
import dev.callgate.match.Descriptors;
import dev.callgate.match.MethodOutline;
import dev.callgate.policy.condition.JdkLoaders;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method that a call of an accessor would run on objects of one class, as the JVM selects
 * it (JVMS 5.4.6), and what it returns. Looks into class files only: reflection over methods would
 * load classes.
 */
final class AccessorSearch {
  private static final int PUBLIC = 0x0001;
  private static final int PRIVATE = 0x0002;
  private static final int TALLEST = 16;

  private final ClassFiles classFiles;

  AccessorSearch(ClassFiles classFiles) {
    this.classFiles = classFiles;
  }

  /** Null when a class file could not be had now; later it may. */
  @Nullable Accessor find(Class<?> type, String name) {
    if (type.isHidden() || Proxy.isProxyClass(type) || type.isArray()) {
      return closed(type, name, "is of a class that was made at run time");
    }
    try {
      return search(type, name);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return closed(type, name, "is in a class file that cannot be read");
    }
  }

  private @Nullable Accessor search(Class<?> type, String name) {
    Accessor found = null;
    Set<String> descriptors = new HashSet<>();
    int height = 0;
    for (Class<?> at = type; at != null && !JdkLoaders.isJdk(at); at = at.getSuperclass()) {
      byte[] bytes = height++ < TALLEST ? classFiles.of(at) : null;
      if (bytes == null) {
        return null;
      }
      ClassFile file = new ClassFile(bytes);
      List<MethodOutline> methods = named(file, name);
      if (found == null && !methods.isEmpty()) {
        found = accessor(at, file, methods, name, descriptors);
      }
      for (MethodOutline method : methods) {
        // a caller that was compiled against this one would not reach what was found
        if (!descriptors.contains(method.key().descriptor())) {
          return closed(type, name, "has several meanings");
        }
      }
    }
    return found == null ? closed(type, name, "is no method of the class itself") : found;
  }

  /** The methods without parameters that a call could select. */
  private static List<MethodOutline> named(ClassFile file, String name) {
    List<MethodOutline> named = new ArrayList<>();
    for (MethodOutline method : ClassOutline.read(file).methods()) {
      boolean selectable = !method.isStatic() && (method.access() & PRIVATE) == 0;
      if (selectable
          && method.key().name().equals(name)
          && method.key().descriptor().startsWith("()")) {
        named.add(method);
      }
    }
    return named;
  }

  /**
   * @param reached takes the descriptors by which a call reaches the accessor
   */
  private static Accessor accessor(
      Class<?> type,
      ClassFile file,
      List<MethodOutline> methods,
      String name,
      Set<String> reached) {
    MethodOutline method = null;
    for (MethodOutline candidate : methods) {
      if (!candidate.isBridge()) {
        if (method != null) {
          return closed(type, name, "has several meanings");
        }
        method = candidate;
      }
    }
    if (method == null || (method.access() & PUBLIC) == 0) {
      return closed(type, name, "is not public");
    }
    reached.add(method.key().descriptor());
    for (MethodOutline bridge : methods) {
      GetterCode code =
          bridge.isBridge() && bridge.code() != 0 ? GetterCode.read(file, bridge.code()) : null;
      if (code != null && code.field() == null && code.calls().equals(List.of(name))) {
        reached.add(bridge.key().descriptor());
      }
    }
    if (method.key().descriptor().equals("()V")) {
      return closed(type, name, "returns nothing");
    }
    GetterCode code = method.code() == 0 ? null : GetterCode.read(file, method.code());
    if (code == null) {
      return closed(type, name, "does more than return a field");
    }
    if (code.owner() == null && code.calls().isEmpty()) {
      return constant(code, Descriptors.returned(method.key().descriptor()));
    }
    Field field = code.owner() == null ? null : field(type, code);
    return code.owner() != null && field == null
        ? closed(type, name, "returns a field that is kept shut")
        : new Accessor.Getter(field, code.calls());
  }

  private static Accessor constant(GetterCode code, String returned) {
    return code.constant() instanceof Integer number
        ? switch (returned) {
          case "Z" -> new Accessor.Constant(number != 0);
          case "C" -> new Accessor.Constant((char) (int) number);
          default -> new Accessor.Constant(number);
        }
        : new Accessor.Constant(code.constant());
  }

  private static @Nullable Field field(Class<?> type, GetterCode code) {
    try {
      boolean named = false;
      for (Class<?> at = type; at != null && !JdkLoaders.isJdk(at); at = at.getSuperclass()) {
        named |= at.getName().replace('.', '/').equals(code.owner());
        for (Field field : named ? at.getDeclaredFields() : new Field[0]) {
          if (code.field() != null
              && field.getName().equals(code.field().name())
              && field.getType().descriptorString().equals(code.field().descriptor())) {
            field.setAccessible(true);
            return Modifier.isStatic(field.getModifiers()) ? null : field;
          }
        }
      }
    } catch (LinkageError | RuntimeException e) {
      // a module that opens nothing, or a type that is not there
      return null;
    }
    return null;
  }

  private static Accessor closed(Class<?> type, String name, String why) {
    return new Accessor.Closed(name + "() of " + type.getName() + " " + why);
  }
}
