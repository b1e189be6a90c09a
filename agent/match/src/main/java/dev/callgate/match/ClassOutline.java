package dev.callgate.match;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a class file says of its class, without its code. Built for candidates only.
 *
 * @param name the internal name
 * @param access the access flags (JVMS 4.1)
 * @param superName the internal name of the superclass; null for {@code java/lang/Object}
 * @param interfaces internal names of the direct superinterfaces
 * @param annotations binary names of the type's runtime-visible annotations
 * @param methods every method, constructors and the static initializer included
 */
public record ClassOutline(
    String name,
    int access,
    @Nullable String superName,
    List<String> interfaces,
    Set<String> annotations,
    List<MethodOutline> methods) {
  private static final int INTERFACE = 0x0200;
  private static final int PUBLIC = 0x0001;
  private static final int STATIC_OR_PRIVATE = 0x000a;
  private static final String REDACTED = "dev.callgate.Redacted";

  /** Whether the type is an interface. */
  public boolean isInterface() {
    return (access & INTERFACE) != 0;
  }

  /** The methods that a subclass inherits with their bodies. */
  public List<MethodKey> bodies() {
    List<MethodKey> bodies = new ArrayList<>();
    for (MethodOutline method : methods) {
      if (!method.isAbstract()
          && (method.access() & STATIC_OR_PRIVATE) == 0
          && !method.key().isConstructor()) {
        bodies.add(method.key());
      }
    }
    return bodies;
  }

  /** Whether the type itself declares this method for everybody. */
  public boolean hasPublicMethod(MethodKey key) {
    for (MethodOutline method : methods) {
      if ((method.access() & PUBLIC) != 0 && method.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads the whole of it.
   *
   * @throws IllegalArgumentException when the class file is not one
   * @throws IndexOutOfBoundsException when it ends early
   */
  public static ClassOutline read(ClassFile file) {
    List<String> interfaces = file.interfaces();
    int at = skipMembers(file, file.header() + 8 + 2 * interfaces.size());
    List<MethodOutline> methods = new ArrayList<>();
    int methodCount = file.u2(at);
    at += 2;
    for (int i = 0; i < methodCount; i++) {
      at = readMethod(file, at, methods);
    }
    Set<String> annotations = new HashSet<>();
    int attributeCount = file.u2(at);
    at += 2;
    for (int i = 0; i < attributeCount; i++) {
      if (file.text(file.u2(at)).equals("RuntimeVisibleAnnotations")) {
        readAnnotations(file, at + 6, annotations);
      }
      at = file.afterAttribute(at);
    }
    file.checkEnd(at);
    return new ClassOutline(
        file.name(), file.access(), file.superName(), interfaces, annotations, methods);
  }

  private static int skipMembers(ClassFile file, int start) {
    int count = file.u2(start);
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      int attributes = file.u2(at + 6);
      at += 8;
      for (int j = 0; j < attributes; j++) {
        at = file.afterAttribute(at);
      }
    }
    return at;
  }

  private static int readMethod(ClassFile file, int start, List<MethodOutline> methods) {
    MethodKey key = new MethodKey(file.text(file.u2(start + 2)), file.text(file.u2(start + 4)));
    Set<String> annotations = new HashSet<>();
    Set<Integer> redacted = new HashSet<>();
    List<String> exceptions = new ArrayList<>();
    int code = 0;
    int attributes = file.u2(start + 6);
    int at = start + 8;
    for (int i = 0; i < attributes; i++) {
      switch (file.text(file.u2(at))) {
        case "RuntimeVisibleAnnotations" -> readAnnotations(file, at + 6, annotations);
        case "RuntimeVisibleParameterAnnotations" -> readParameters(file, at + 6, key, redacted);
        case "Exceptions" -> {
          for (int j = 0; j < file.u2(at + 6); j++) {
            exceptions.add(file.className(file.u2(at + 8 + 2 * j)));
          }
        }
        case "Code" -> code = at + 6;
        default -> {}
      }
      at = file.afterAttribute(at);
    }
    methods.add(new MethodOutline(key, file.u2(start), annotations, redacted, exceptions, code));
    return at;
  }

  // Compilers leave the synthetic parameters of inner classes' and enums' constructors out of this
  // table, so it is aligned at the end.
  private static void readParameters(
      ClassFile file, int start, MethodKey key, Set<Integer> redacted) {
    int count = file.u1(start);
    int missing = Descriptors.parameters(key.descriptor()).size() - count;
    int at = start + 1;
    for (int i = 0; i < count; i++) {
      Set<String> annotations = new HashSet<>();
      at = readAnnotations(file, at, annotations);
      if (annotations.contains(REDACTED)) {
        redacted.add(i + missing);
      }
    }
  }

  private static int readAnnotations(ClassFile file, int start, Set<String> names) {
    int count = file.u2(start);
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      String descriptor = file.text(file.u2(at));
      names.add(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'));
      at = skipAnnotation(file, at);
    }
    return at;
  }

  private static int skipAnnotation(ClassFile file, int start) {
    int pairs = file.u2(start + 2);
    int at = start + 4;
    for (int i = 0; i < pairs; i++) {
      at = skipElement(file, at + 2);
    }
    return at;
  }

  private static int skipElement(ClassFile file, int start) {
    return switch (file.u1(start)) {
      case 'e' -> start + 5;
      case '@' -> skipAnnotation(file, start + 1);
      case '[' -> {
        int at = start + 3;
        for (int i = 0; i < file.u2(start + 1); i++) {
          at = skipElement(file, at);
        }
        yield at;
      }
      default -> start + 3;
    };
  }
}
