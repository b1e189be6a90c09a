package dev.callgate.match;

/**
 * A walk over the instructions of one method (JVMS 4.7.3 and 6.5), for those that name something in
 * the constant pool. Not thread-safe.
 */
public final class Instructions {
  /** Calls of constructors, private and super methods. */
  public static final int INVOKESPECIAL = 183;

  /** Call sites that are linked by the program itself: lambdas, joined text. */
  public static final int INVOKEDYNAMIC = 186;

  private static final int INVOKEVIRTUAL = 182;
  private static final int INVOKESTATIC = 184;
  private static final int INVOKEINTERFACE = 185;
  private static final int TABLESWITCH = 170;
  private static final int LOOKUPSWITCH = 171;
  private static final int WIDE = 196;
  private static final int IINC = 132;

  private final ClassFile file;
  private final int start;
  private final int end;
  private int at;
  private int following;

  /**
   * @param code where the method's {@code Code} attribute's content stands; 0 for none
   * @throws IllegalArgumentException when the code goes beyond the end of the file
   */
  public Instructions(ClassFile file, int code) {
    this.file = file;
    start = code + 8;
    long last = code == 0 ? start : (long) start + (file.u4(code + 4) & 0xffffffffL);
    if (last > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("the class file ends early");
    }
    end = (int) last;
    if (code != 0) {
      file.checkEnd(end);
    }
    at = start;
    following = start;
  }

  /** Goes to the first or next instruction; false at the end. */
  public boolean next() {
    at = following;
    if (at >= end) {
      return false;
    }
    following = at + length();
    if (following <= at || following > end) {
      throw new IllegalArgumentException("an instruction that does not end inside its method");
    }
    return true;
  }

  /** The instruction's opcode. */
  public int opcode() {
    return file.u1(at);
  }

  /** Whether it calls a method that the constant pool names. */
  public boolean isCall() {
    int opcode = opcode();
    return opcode >= INVOKEVIRTUAL && opcode <= INVOKEINTERFACE;
  }

  /** The constant's index of an instruction that names one. */
  public int operand() {
    return file.u2(at + 1);
  }

  private int length() {
    int opcode = opcode();
    return switch (opcode) {
      case TABLESWITCH -> {
        int table = aligned();
        yield table + 12 + 4 * (file.u4(table + 8) - file.u4(table + 4) + 1) - at;
      }
      case LOOKUPSWITCH -> {
        int table = aligned();
        yield table + 8 + 8 * file.u4(table + 4) - at;
      }
      case WIDE -> file.u1(at + 1) == IINC ? 6 : 4;
      // bipush, ldc, local variables by index, ret, newarray
      case 16, 18, 21, 22, 23, 24, 25, 54, 55, 56, 57, 58, 169, 188 -> 2;
      // sipush, ldc_w, ldc2_w, iinc, jumps, fields, calls, new, anewarray, checkcast, instanceof
      case 17, 19, 20, IINC -> 3;
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, 187, 189, 192, 193, 198, 199 -> 3;
      case 178, 179, 180, 181 -> 3;
      case 197 -> 4;
      case INVOKEINTERFACE, INVOKEDYNAMIC, 200, 201 -> 5;
      default -> opcode >= 153 && opcode <= 168 ? 3 : 1;
    };
  }

  private int aligned() {
    return at + 4 - (at - start) % 4;
  }
}
