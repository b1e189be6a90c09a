package dev.callgate.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type that the matcher asks about: one that is loaded, or one that stands in a file. */
public interface KnownType {
  /** The binary name. */
  String name();

  /** The loader that defines it; null for the boot loader. */
  @Nullable ClassLoader loader();

  /** Null for interfaces and {@code java.lang.Object}. */
  @Nullable KnownType superclass();

  /** Its direct superinterfaces. */
  List<KnownType> interfaces();

  /** The methods it declares that are neither abstract, nor static, nor private. */
  List<MethodKey> bodies();

  /** Whether it declares or inherits such a public method. */
  boolean hasPublicMethod(MethodKey key);
}
