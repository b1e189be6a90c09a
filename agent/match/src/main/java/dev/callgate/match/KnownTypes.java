package dev.callgate.match;

import org.jspecify.annotations.Nullable;

/** Where the matcher looks for the supertypes of a class. */
public interface KnownTypes {
  /**
   * The type that {@code loader} itself has resolved this name to, without loading any; null when
   * there is none yet.
   *
   * @param loader null for the boot loader
   */
  @Nullable KnownType find(@Nullable ClassLoader loader, String binaryName);

  /**
   * The type that {@code loader} resolves this name to, settled before it is returned. Never called
   * inside a transformer.
   *
   * @throws ClassNotFoundException when there is none
   */
  KnownType load(@Nullable ClassLoader loader, String binaryName) throws ClassNotFoundException;
}
