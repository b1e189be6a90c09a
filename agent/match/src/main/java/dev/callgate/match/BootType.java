package dev.callgate.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class of the boot loader that was not there when the agent started, looked at in its class
 * file: the boot loader cannot be asked for a class without loading it, and what is loaded while a
 * transformer runs is offered to none.
 */
final class BootType implements KnownType {
  private static final int INTERFACE = 0x0200;

  private final ClassFile file;
  private final KnownTypes types;

  BootType(byte[] classFile, KnownTypes types) {
    this.file = new ClassFile(classFile);
    this.types = types;
  }

  @Override
  public String name() {
    return file.name().replace('/', '.');
  }

  @Override
  public @Nullable ClassLoader loader() {
    return null;
  }

  @Override
  public @Nullable KnownType superclass() {
    // An interface's class file names Object, and an interface has no superclass.
    boolean isInterface = (file.access() & INTERFACE) != 0;
    String name = file.superName();
    return isInterface || name == null ? null : types.find(null, name.replace('/', '.'));
  }

  @Override
  public List<KnownType> interfaces() {
    List<KnownType> parents = new ArrayList<>();
    for (String name : file.interfaces()) {
      KnownType parent = types.find(null, name.replace('/', '.'));
      if (parent != null) {
        parents.add(parent);
      }
    }
    return parents;
  }

  @Override
  public List<MethodKey> bodies() {
    return ClassOutline.read(file).bodies();
  }

  @Override
  public boolean hasPublicMethod(MethodKey key) {
    if (ClassOutline.read(file).hasPublicMethod(key)) {
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
}
