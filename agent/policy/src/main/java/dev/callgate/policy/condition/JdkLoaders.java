package dev.callgate.policy.condition;

import org.jspecify.annotations.Nullable;

/** Whose code a class is. Everything that runs or trusts only the JDK's own code asks here. */
public final class JdkLoaders {
  private JdkLoaders() {}

  /**
   * Whether the loader is one of the JDK's own.
   *
   * @param loader null for the boot loader
   */
  public static boolean isJdk(@Nullable ClassLoader loader) {
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Whether the class is the JDK's own. */
  public static boolean isJdk(Class<?> type) {
    return isJdk(type.getClassLoader());
  }
}
