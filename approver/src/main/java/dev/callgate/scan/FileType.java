package dev.callgate.scan;

import dev.callgate.match.KnownType;
import dev.callgate.match.MethodKey;
import dev.callgate.scan.read.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type of the class path that is to be asked about, not loaded. */
final class FileType implements KnownType {
  private final ScannedClass type;
  private final ClassWorld world;
  private final ClassLoader application;

  FileType(ScannedClass type, ClassWorld world, ClassLoader application) {
    this.type = type;
    this.world = world;
    this.application = application;
  }

  @Override
  public String name() {
    return type.binaryName();
  }

  @Override
  public @Nullable ClassLoader loader() {
    return type.origin().kind() == Origin.Kind.JDK ? null : application;
  }

  @Override
  public @Nullable KnownType superclass() {
    // An interface's class file names Object, and an interface has no superclass.
    boolean isInterface = (type.access() & 0x0200) != 0;
    return isInterface || type.superName() == null ? null : known(type.superName());
  }

  @Override
  public List<KnownType> interfaces() {
    List<KnownType> parents = new ArrayList<>();
    for (String name : type.interfaces()) {
      KnownType parent = known(name);
      if (parent != null) {
        parents.add(parent);
      }
    }
    return parents;
  }

  @Override
  public List<MethodKey> bodies() {
    return type.outline().bodies();
  }

  @Override
  public boolean hasPublicMethod(MethodKey key) {
    if (type.outline().hasPublicMethod(key)) {
      return true;
    }
    KnownType superclass = superclass();
    if (superclass != null && superclass.hasPublicMethod(key)) {
      return true;
    }
    for (KnownType parent : interfaces()) {
      if (parent.hasPublicMethod(key)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable KnownType known(String internalName) {
    ScannedClass parent =
        type.origin().kind() == Origin.Kind.JDK
            ? world.findInJdk(internalName)
            : world.resolve(internalName);
    return parent == null ? null : new FileType(parent, world, application);
  }
}
