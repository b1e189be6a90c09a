package dev.callgate.match;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a class file's constant pool (JVMS 4.4) and what follows it. Made for the case that
 * almost every class is: not a candidate. Reads names only when asked. Not thread-safe; one
 * instance per class file.
 */
public final class ClassFile {
  private final byte[] bytes;
  private final int[] offsets;
  private final int afterPool;

  /**
   * @throws IllegalArgumentException when the pool is not one
   */
  public ClassFile(byte[] bytes) {
    this.bytes = bytes;
    if (bytes.length < 10 || u4(0) != 0xCAFEBABE) {
      throw new IllegalArgumentException("not a class file");
    }
    int count = u2(8);
    offsets = new int[count];
    int at = 10;
    for (int i = 1; i < count; i++) {
      offsets[i] = at;
      switch (bytes[at]) {
        case 1 -> at += 3 + u2(at + 1);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
        case 5, 6 -> {
          at += 9;
          i++;
        }
        case 7, 8, 16, 19, 20 -> at += 3;
        case 15 -> at += 4;
        default -> throw new IllegalArgumentException("unknown constant pool tag " + bytes[at]);
      }
    }
    afterPool = at;
  }

  /** One more than the last constant's index. */
  public int constants() {
    return offsets.length;
  }

  /** Whether constant {@code index} is the text {@code wanted}, in modified UTF-8. */
  boolean isText(int index, byte[] wanted) {
    int at = offsets[index];
    if (at == 0 || bytes[at] != 1 || u2(at + 1) != wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + 3 + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** The text at {@code index}. */
  public String text(int index) {
    int at = offsets[index];
    if (at == 0 || bytes[at] != 1) {
      throw new IllegalArgumentException("constant " + index + " is not a text");
    }
    int length = u2(at + 1);
    // Modified UTF-8 equals ASCII for every name that can match a rule byte by byte; other names
    // are decoded the long way.
    for (int i = 0; i < length; i++) {
      if (bytes[at + 3 + i] < 0) {
        return modifiedUtf8(at + 3, length);
      }
    }
    return new String(bytes, at + 3, length, StandardCharsets.ISO_8859_1);
  }

  /** The internal name of the class constant at {@code index}. */
  public String className(int index) {
    int at = offsets[index];
    if (at == 0 || bytes[at] != 7) {
      throw new IllegalArgumentException("constant " + index + " is not a class");
    }
    return text(u2(at + 1));
  }

  /** A text as class files hold it (JVMS 4.4.7), for {@link #isText}. */
  static byte[] modifiedUtf8(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != 0 && c < 0x80) {
        bytes.write(c);
      } else if (c < 0x800) {
        bytes.write(0xc0 | c >> 6);
        bytes.write(0x80 | c & 0x3f);
      } else {
        bytes.write(0xe0 | c >> 12);
        bytes.write(0x80 | c >> 6 & 0x3f);
        bytes.write(0x80 | c & 0x3f);
      }
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalArgumentException when what was read goes beyond the end of the file
   */
  void checkEnd(int at) {
    if (at > bytes.length) {
      throw new IllegalArgumentException("the class file ends early");
    }
  }

  /** The kind of constant {@code index} (JVMS 4.4); 0 where there is none. */
  public int tag(int index) {
    int at = offsets[index];
    return at == 0 ? 0 : bytes[at];
  }

  /** Where the content of constant {@code index} stands, behind its tag. */
  public int content(int index) {
    if (offsets[index] == 0) {
      throw new IllegalArgumentException("there is no constant " + index);
    }
    return offsets[index] + 1;
  }

  /** The internal name of the class whose field or method constant {@code index} is. */
  public String memberOwner(int index) {
    return className(u2(content(index)));
  }

  /** Name and descriptor of the field, method or call site that constant {@code index} is. */
  public MethodKey member(int index) {
    int named = content(u2(content(index) + 2));
    return new MethodKey(text(u2(named)), text(u2(named + 2)));
  }

  /** The access flags (JVMS 4.1). */
  public int access() {
    return u2(afterPool);
  }

  /** The class's internal name. */
  public String name() {
    return className(u2(afterPool + 2));
  }

  /** The internal name of the superclass; null for {@code java/lang/Object}. */
  public @Nullable String superName() {
    int index = u2(afterPool + 4);
    return index == 0 ? null : className(index);
  }

  /** Internal names of the direct superinterfaces. */
  public List<String> interfaces() {
    int count = u2(afterPool + 6);
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(className(u2(afterPool + 8 + 2 * i)));
    }
    return names;
  }

  /**
   * Where what follows the attribute at {@code at} stands. No length leads backwards, so that a
   * walk over attributes ends.
   */
  public int afterAttribute(int at) {
    int length = u4(at + 2);
    if (length < 0 || length > bytes.length - at - 6) {
      throw new IllegalArgumentException("the class file ends early");
    }
    return at + 6 + length;
  }

  /** Where access flags, this, super and interfaces stand. */
  public int header() {
    return afterPool;
  }

  /** The unsigned byte there. */
  public int u1(int at) {
    return bytes[at] & 0xff;
  }

  /** The unsigned two bytes there. */
  public int u2(int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  /** The four bytes there. */
  public int u4(int at) {
    return u2(at) << 16 | u2(at + 2);
  }

  private String modifiedUtf8(int start, int length) {
    StringBuilder text = new StringBuilder(length);
    int at = start;
    int end = start + length;
    while (at < end) {
      int first = u1(at);
      if (first < 0x80) {
        text.append((char) first);
        at += 1;
      } else if (first >> 5 == 6) {
        text.append((char) ((first & 0x1f) << 6 | u1(at + 1) & 0x3f));
        at += 2;
      } else {
        text.append((char) ((first & 0xf) << 12 | (u1(at + 1) & 0x3f) << 6 | u1(at + 2) & 0x3f));
        at += 3;
      }
    }
    return text.toString();
  }
}
