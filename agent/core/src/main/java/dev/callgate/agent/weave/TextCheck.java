package dev.callgate.agent.weave;

import dev.callgate.policy.condition.Sure;
import dev.callgate.policy.condition.TextOperator;
import dev.callgate.policy.condition.Truth;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Writes what a {@link TextOperator} asks of a {@code String} with its texts as constants of the
 * code. A compiler takes those for constants, as it does not take a list's elements, and compares
 * with their bytes in place: a fraction of the time. Used once.
 */
final class TextCheck {
  // Beyond that a look at each is no longer what costs least, and a constant has a size limit.
  private static final int MOST_CONSTANTS = 32;
  private static final int LONGEST_CONSTANT = 1_000;
  private static final String STRING = "java/lang/String";
  private static final String ASKED_WITH_TEXT = "(Ljava/lang/String;)Z";

  private final MethodVisitor code;
  private final int local;

  /**
   * @param local where the value is
   */
  TextCheck(MethodVisitor code, int local) {
    this.code = code;
    this.local = local;
  }

  /** Whether it writes anything for this question. */
  static boolean isWritten(Sure.Answer answer) {
    if (!(answer.operator() instanceof TextOperator text)
        || answer.truth() == Truth.UNDECIDED
        || text.constants().size() > MOST_CONSTANTS) {
      return false;
    }
    for (String constant : text.constants()) {
      if (constant.length() > LONGEST_CONSTANT) {
        return false;
      }
    }
    return true;
  }

  /**
   * Falls through when it is so.
   *
   * @param anythingElse where to go with what is no {@code String}
   * @param no where to go when it is not so
   */
  void write(Sure.Answer answer, Label anythingElse, Label no) {
    code.visitVarInsn(Opcodes.ALOAD, local);
    code.visitTypeInsn(Opcodes.INSTANCEOF, STRING);
    code.visitJumpInsn(Opcodes.IFEQ, anythingElse);
    TextOperator text = (TextOperator) answer.operator();
    // About a text the operator is never undecided: not false is true.
    boolean wantsOne = (answer.truth() == Truth.TRUE) == answer.is();
    Label found = new Label();
    for (String constant : text.constants()) {
      ask(text.comparison(), constant);
      code.visitJumpInsn(Opcodes.IFNE, wantsOne ? found : no);
    }
    if (wantsOne) {
      code.visitJumpInsn(Opcodes.GOTO, no);
      code.visitLabel(found);
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
  }

  private void ask(TextOperator.Comparison comparison, String constant) {
    code.visitVarInsn(Opcodes.ALOAD, local);
    code.visitTypeInsn(Opcodes.CHECKCAST, STRING);
    code.visitLdcInsn(constant);
    switch (comparison) {
      case EQUALS -> invoke("equals", "(Ljava/lang/Object;)Z");
      case EQUALS_IGNORING_CASE -> invoke("equalsIgnoreCase", ASKED_WITH_TEXT);
      case STARTS_WITH -> invoke("startsWith", ASKED_WITH_TEXT);
      case ENDS_WITH -> invoke("endsWith", ASKED_WITH_TEXT);
      case CONTAINS -> invoke("contains", "(Ljava/lang/CharSequence;)Z");
    }
  }

  private void invoke(String method, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, STRING, method, descriptor, false);
  }
}
