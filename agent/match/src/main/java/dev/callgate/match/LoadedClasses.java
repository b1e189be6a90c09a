package dev.callgate.match;

import org.jspecify.annotations.Nullable;

/**
 * Finds classes that are loaded already, without loading any and without running a class loader's
 * code.
 */
public interface LoadedClasses {
  /**
   * The class that {@code loader} has been seen to resolve this name to.
   *
   * @param loader null for the boot loader
   */
  @Nullable Class<?> find(@Nullable ClassLoader loader, String binaryName);

  /**
   * The class file of a class of the boot loader of which nobody knows whether it is loaded yet, so
   * that {@link #find} might load it; null for any other name.
   */
  default byte @Nullable [] unsettledBootClass(String internalName) {
    return null;
  }
}
