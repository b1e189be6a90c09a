package dev.callgate.agent.weave;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Bytes in place of a class that must not load. A transformer that throws or returns nothing would
 * let the class load as it is; a valid class file with another name makes its loading die with a
 * {@code NoClassDefFoundError} that quotes that name, which is the message.
 */
final class RefusedClass {
  private static final String START = "callgate: not loaded, because ";

  /** For the moment in which not even a message can be built. */
  static final byte[] WITHOUT_MESSAGE = bytes("this class could not be looked at");

  private RefusedClass() {}

  static byte[] bytes(String why) {
    // Everything is allowed in a class name but these (JVMS 4.2.1).
    StringBuilder name = new StringBuilder(START);
    for (int i = 0; i < why.length(); i++) {
      char c = why.charAt(i);
      name.append(
          switch (c) {
            case '.', '/' -> '_';
            case ';' -> ',';
            case '[' -> '(';
            case ']' -> ')';
            default -> c < ' ' ? ' ' : c;
          });
    }
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.toString(), null, "java/lang/Object", null);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Whether these are such bytes. */
  static boolean is(byte[] classFile) {
    return new ClassReader(classFile).getClassName().startsWith(START);
  }
}
