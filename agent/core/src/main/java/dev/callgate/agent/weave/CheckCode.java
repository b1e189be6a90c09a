package dev.callgate.agent.weave;

import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.PrimitiveOperator;
import dev.callgate.policy.condition.Sure;
import dev.callgate.policy.condition.Truth;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Writes the method that says whether one rule surely does not apply. Used once. */
final class CheckCode {
  static final String OPERATOR = "OPERATOR";
  static final String OPERATOR_TYPE = Type.getInternalName(Operator.class);
  private static final String PRIMITIVE = Type.getInternalName(PrimitiveOperator.class);
  private static final String TRUTH = "L" + Type.getInternalName(Truth.class) + ";";

  private final String owner;
  private final MethodVisitor code;
  private final Type[] types;
  private final boolean hasReceiver;
  private final List<Operator> operators;

  /**
   * @param descriptor receiver and parameters, erased
   * @param operators takes the operators that the class needs as constants
   */
  CheckCode(
      String owner,
      MethodVisitor code,
      String descriptor,
      boolean hasReceiver,
      List<Operator> operators) {
    this.owner = owner;
    this.code = code;
    this.types = Type.getArgumentTypes(descriptor);
    this.hasReceiver = hasReceiver;
    this.operators = operators;
  }

  /** False, and nothing of use written, when it could never say so. */
  boolean write(Sure sure) {
    if (!canTell(sure)) {
      return false;
    }
    Label no = new Label();
    write(sure, no);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    label(no);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    return true;
  }

  private boolean canTell(Sure sure) {
    if (sure instanceof Sure.Every every) {
      for (Sure part : every.parts()) {
        if (!canTell(part)) {
          return false;
        }
      }
      return true;
    }
    if (sure instanceof Sure.Some some) {
      for (Sure part : some.parts()) {
        if (canTell(part)) {
          return true;
        }
      }
      return false;
    }
    return sure instanceof Sure.Answer answer && canTell(answer);
  }

  private boolean canTell(Sure.Answer answer) {
    if (answer.subject() == CallView.RECEIVER) {
      return hasReceiver;
    }
    if (answer.subject() < 0 || answer.subject() + 1 >= types.length) {
      return false;
    }
    return switch (types[answer.subject() + 1].getSort()) {
      case Type.OBJECT, Type.BOOLEAN -> true;
      case Type.BYTE, Type.SHORT, Type.INT, Type.LONG, Type.DOUBLE ->
          answer.operator() instanceof PrimitiveOperator;
      // their box, or the text made of it, would be allocated
      default -> false;
    };
  }

  /** Falls through when it is so. */
  private void write(Sure sure, Label no) {
    if (sure instanceof Sure.Every every) {
      for (Sure part : every.parts()) {
        write(part, no);
      }
    } else if (sure instanceof Sure.Some some) {
      write(some, no);
    } else {
      write((Sure.Answer) sure, no);
    }
  }

  private void write(Sure.Some some, Label no) {
    List<Sure> telling = new ArrayList<>();
    for (Sure part : some.parts()) {
      if (canTell(part)) {
        telling.add(part);
      }
    }
    Label yes = new Label();
    for (int i = 0; i < telling.size() - 1; i++) {
      Label next = new Label();
      write(telling.get(i), next);
      code.visitJumpInsn(Opcodes.GOTO, yes);
      label(next);
    }
    write(telling.get(telling.size() - 1), no);
    label(yes);
  }

  private void write(Sure.Answer answer, Label no) {
    Label yes = new Label();
    if (types[index(answer)].getSort() == Type.OBJECT && TextCheck.isWritten(answer)) {
      Label anythingElse = new Label();
      new TextCheck(code, local(answer)).write(answer, anythingElse, no);
      code.visitJumpInsn(Opcodes.GOTO, yes);
      label(anythingElse);
    }
    ask(answer, no);
    label(yes);
  }

  private void ask(Sure.Answer answer, Label no) {
    code.visitFieldInsn(
        Opcodes.GETSTATIC, owner, OPERATOR + operators.size(), "L" + OPERATOR_TYPE + ";");
    operators.add(answer.operator());
    Type type = types[index(answer)];
    code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local(answer));
    switch (type.getSort()) {
      case Type.OBJECT -> ask(OPERATOR_TYPE, "test", "Ljava/lang/Object;");
      case Type.BOOLEAN -> {
        // one of two that are there already
        code.visitMethodInsn(
            Opcodes.INVOKESTATIC, "java/lang/Boolean", "valueOf", "(Z)Ljava/lang/Boolean;", false);
        ask(OPERATOR_TYPE, "test", "Ljava/lang/Object;");
      }
      case Type.DOUBLE -> ask(PRIMITIVE, "ofDouble", "D");
      case Type.LONG -> ask(PRIMITIVE, "ofLong", "J");
      default -> {
        code.visitInsn(Opcodes.I2L);
        ask(PRIMITIVE, "ofLong", "J");
      }
    }
    code.visitFieldInsn(
        Opcodes.GETSTATIC, Type.getInternalName(Truth.class), answer.truth().name(), TRUTH);
    code.visitJumpInsn(answer.is() ? Opcodes.IF_ACMPNE : Opcodes.IF_ACMPEQ, no);
  }

  private static int index(Sure.Answer answer) {
    return answer.subject() == CallView.RECEIVER ? 0 : answer.subject() + 1;
  }

  private int local(Sure.Answer answer) {
    int local = 0;
    for (int i = 0; i < index(answer); i++) {
      local += types[i].getSize();
    }
    return local;
  }

  private void ask(String type, String method, String parameter) {
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, type, method, "(" + parameter + ")" + TRUTH, true);
  }

  private void label(Label label) {
    code.visitLabel(label);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
  }
}
