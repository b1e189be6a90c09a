package dev.callgate.match;

import org.jspecify.annotations.Nullable;

/** The types of the running program. */
final class LoadedTypes implements KnownTypes {
  private final LoadedClasses loaded;

  LoadedTypes(LoadedClasses loaded) {
    this.loaded = loaded;
  }

  @Override
  public @Nullable KnownType find(@Nullable ClassLoader loader, String binaryName) {
    byte[] classFile =
        loader == null ? loaded.unsettledBootClass(binaryName.replace('.', '/')) : null;
    if (classFile != null) {
      return new BootType(classFile, this);
    }
    Class<?> type = loaded.find(loader, binaryName);
    return type == null ? null : new LoadedType(type);
  }

  @Override
  public KnownType load(@Nullable ClassLoader loader, String binaryName)
      throws ClassNotFoundException {
    return new LoadedType(Class.forName(binaryName, false, loader));
  }
}
