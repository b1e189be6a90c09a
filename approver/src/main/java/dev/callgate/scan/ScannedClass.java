package dev.callgate.scan;

import dev.callgate.match.ClassFile;
import dev.callgate.match.ClassOutline;
import dev.callgate.match.Descriptors;
import dev.callgate.match.MethodOutline;
import dev.callgate.scan.read.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class file and what its head says.
 *
 * @param name the internal name
 * @param superName the superclass's internal name
 * @param interfaces internal names of the direct superinterfaces
 */
record ScannedClass(
    String name,
    int access,
    @Nullable String superName,
    List<String> interfaces,
    byte[] bytes,
    Origin origin) {

  /**
   * Reads the head.
   *
   * @throws IllegalArgumentException when it is none
   * @throws IndexOutOfBoundsException when the file ends early
   */
  static ScannedClass of(byte[] bytes, Origin origin) {
    ClassFile file = new ClassFile(bytes);
    return new ScannedClass(
        file.name(), file.access(), file.superName(), file.interfaces(), bytes, origin);
  }

  /**
   * The same for a file that nobody vouches for: also reads everything that is looked at later.
   *
   * @throws StackOverflowError when its annotations are nested too deeply
   */
  static ScannedClass checked(byte[] bytes, Origin origin) {
    ScannedClass type = of(bytes, origin);
    for (MethodOutline method : type.outline().methods()) {
      String descriptor = method.key().descriptor();
      if (method.key().name().isEmpty() || !descriptor.startsWith("(")) {
        throw new IllegalArgumentException("a method without a name or a descriptor");
      }
      Descriptors.parameters(descriptor).forEach(Descriptors::sourceName);
      Descriptors.sourceName(Descriptors.returned(descriptor));
    }
    return type;
  }

  String binaryName() {
    return name.replace('/', '.');
  }

  ClassOutline outline() {
    return ClassOutline.read(new ClassFile(bytes));
  }
}
