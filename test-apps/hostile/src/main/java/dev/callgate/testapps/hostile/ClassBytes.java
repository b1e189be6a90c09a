package dev.callgate.testapps.hostile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Class files as bytes, and what can be done to them without a library. */
final class ClassBytes {
  private static final int TEXT = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  private ClassBytes() {}

  /** As the class was compiled. */
  static byte[] of(Class<?> type) throws IOException {
    try (InputStream in =
        type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  static byte[] deed() throws IOException {
    return of(Deed.class);
  }

  static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /** The same class with {@code from} replaced in every text of its constant pool. */
  static byte[] replaced(byte[] classFile, String from, String to) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(in.readInt());
    out.writeInt(in.readInt());
    int count = in.readUnsignedShort();
    out.writeShort(count);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      if (tag == TEXT) {
        out.writeUTF(in.readUTF().replace(from, to));
      } else {
        out.write(in.readNBytes(length(tag)));
      }
      // These two take two places.
      i += tag == LONG || tag == DOUBLE ? 1 : 0;
    }
    in.transferTo(out);
    return bytes.toByteArray();
  }

  private static int length(int tag) {
    return switch (tag) {
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      case LONG, DOUBLE -> 8;
      default -> 4;
    };
  }

  /** The deed under another name. */
  static byte[] renamed(String internalName) throws IOException {
    return replaced(deed(), internalName(Deed.class), internalName);
  }

  /** The same class as an older compiler would have marked it. */
  static byte[] ofVersion(int major, byte[] classFile) {
    byte[] bytes = classFile.clone();
    bytes[6] = (byte) (major >> 8);
    bytes[7] = (byte) major;
    return bytes;
  }
}
