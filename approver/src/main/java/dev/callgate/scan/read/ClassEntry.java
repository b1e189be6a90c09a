package dev.callgate.scan.read;

import org.jspecify.annotations.Nullable;

/** Names of entries in archives and directories. */
final class ClassEntry {
  private static final String[] ROOTS = {"BOOT-INF/classes/", "WEB-INF/classes/"};
  private static final String[] LIBRARIES = {
    "BOOT-INF/lib/", "WEB-INF/lib/", "WEB-INF/lib-provided/"
  };

  private ClassEntry() {}

  /** As the class path sees a class file; null for what is none. */
  static @Nullable String pathOf(String entry) {
    if (!entry.endsWith(".class") || entry.endsWith("module-info.class")) {
      return null;
    }
    for (String root : ROOTS) {
      if (entry.startsWith(root)) {
        return entry.substring(root.length());
      }
    }
    return entry.startsWith("META-INF/") ? null : entry;
  }

  /** Whether it is a jar that a launcher puts on the class path. */
  static boolean isLibrary(String entry) {
    if (!entry.endsWith(".jar")) {
      return false;
    }
    for (String folder : LIBRARIES) {
      if (entry.startsWith(folder)) {
        return true;
      }
    }
    return false;
  }

  /** A name that would lead out of its archive, were it ever unpacked. */
  static boolean isTrick(String entry) {
    return entry.startsWith("/")
        || entry.indexOf('\\') >= 0
        || entry.indexOf('\0') >= 0
        || entry.startsWith("../")
        || entry.contains("/../");
  }
}
