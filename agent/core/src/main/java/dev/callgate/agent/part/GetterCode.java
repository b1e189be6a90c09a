package dev.callgate.agent.part;

import dev.callgate.match.ClassFile;
import dev.callgate.match.MethodKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a method, if it is a straight line from {@code this} to a return: it loads a field,
 * calls further methods without parameters on what it got, boxes, casts, and returns (JVMS 6.5).
 * One branch, one local variable, one other call, and it is none.
 *
 * @param owner internal name of the class whose field is loaded; null when none is
 * @param field that field
 * @param constant what is returned, when nothing is loaded
 * @param calls names of the methods called, in order
 */
record GetterCode(
    @Nullable String owner,
    @Nullable MethodKey field,
    @Nullable Object constant,
    List<String> calls) {
  private static final int ALOAD_0 = 42;
  private static final int GETFIELD = 180;
  private static final int INVOKEVIRTUAL = 182;
  private static final int INVOKESTATIC = 184;
  private static final int INVOKEINTERFACE = 185;
  private static final int CHECKCAST = 192;
  private static final int IRETURN = 172;
  private static final int ARETURN = 176;

  /**
   * @param code where the content of the method's {@code Code} attribute stands
   * @return null when the body is anything else
   * @throws IllegalArgumentException when the class file is broken
   * @throws IndexOutOfBoundsException when it ends early
   */
  static @Nullable GetterCode read(ClassFile file, int code) {
    int at = code + 8;
    int end = at + file.u4(code + 4);
    // no handler: what it catches would be a second way
    if (end <= at || file.u2(end) != 0) {
      return null;
    }
    if (file.u1(at) != ALOAD_0) {
      return constant(file, at, end);
    }
    at++;
    String owner = null;
    MethodKey field = null;
    List<String> calls = new ArrayList<>();
    while (at < end) {
      int opcode = file.u1(at);
      switch (opcode) {
        case GETFIELD -> {
          if (field != null || !calls.isEmpty()) {
            return null;
          }
          owner = file.memberOwner(file.u2(at + 1));
          field = file.member(file.u2(at + 1));
          at += 3;
        }
        case INVOKEVIRTUAL, INVOKEINTERFACE -> {
          MethodKey called = file.member(file.u2(at + 1));
          if (!called.descriptor().startsWith("()") || called.descriptor().endsWith(")V")) {
            return null;
          }
          if (!isUnboxing(file.memberOwner(file.u2(at + 1)), called)) {
            calls.add(called.name());
          }
          at += opcode == INVOKEINTERFACE ? 5 : 3;
        }
        case INVOKESTATIC -> {
          if (!wraps(file.memberOwner(file.u2(at + 1)), file.member(file.u2(at + 1)).name())) {
            return null;
          }
          at += 3;
        }
        case CHECKCAST -> at += 3;
        default -> {
          boolean last = opcode >= IRETURN && opcode <= ARETURN && at + 1 == end;
          boolean something = field != null || !calls.isEmpty();
          return last && something ? new GetterCode(owner, field, null, calls) : null;
        }
      }
    }
    return null;
  }

  /** These hand on the same value in a wrapper that a path looks through anyway. */
  private static boolean wraps(String owner, String name) {
    return switch (owner) {
      case "java/lang/Integer", "java/lang/Long", "java/lang/Short", "java/lang/Byte" ->
          name.equals("valueOf");
      case "java/lang/Boolean", "java/lang/Character", "java/lang/Double", "java/lang/Float" ->
          name.equals("valueOf");
      case "java/util/Optional" -> name.equals("of") || name.equals("ofNullable");
      case "java/util/Collections" -> name.startsWith("unmodifiable");
      default -> false;
    };
  }

  private static boolean isUnboxing(String owner, MethodKey called) {
    return owner.startsWith("java/lang/")
        && called.name().endsWith("Value")
        && called.descriptor().length() == 3;
  }

  private static @Nullable GetterCode constant(ClassFile file, int start, int end) {
    int opcode = file.u1(start);
    int at = start + 1;
    Object value = null;
    if (opcode >= 2 && opcode <= 8) {
      value = opcode - 3;
    } else if (opcode == 16) {
      value = (int) (byte) file.u1(at);
      at += 1;
    } else if (opcode == 17) {
      value = (int) (short) file.u2(at);
      at += 2;
    } else if (opcode == 18 && file.tag(file.u1(at)) == 8) {
      value = file.text(file.u2(file.content(file.u1(at))));
      at += 1;
    } else if (opcode == 19 && file.tag(file.u2(at)) == 8) {
      value = file.text(file.u2(file.content(file.u2(at))));
      at += 2;
    } else if (opcode != 1) {
      return null;
    }
    boolean returned = at + 1 == end && file.u1(at) >= IRETURN && file.u1(at) <= ARETURN;
    return returned ? new GetterCode(null, null, value, List.of()) : null;
  }
}
