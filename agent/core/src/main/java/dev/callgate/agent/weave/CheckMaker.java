package dev.callgate.agent.weave;

import dev.callgate.agent.gate.HarmlessCalls;
import dev.callgate.agent.gate.Shortcuts;
import dev.callgate.match.MethodKey;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.Sure;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes each gate's check: a hidden class of the agent with one static method, in which the rules'
 * tests stand one after the other and every operator is a constant. A compiler sees through all of
 * it from the woven method's caller on, whatever other gates do, so nothing is allocated and
 * nothing is asked that cannot matter. Thread-safe.
 *
 * <pre>{@code
 * static boolean isHarmless(Object receiver, int amount, Object currency) {
 *   return rule0(receiver, amount, currency) && rule1(...) && CALLS.count();
 * }
 * static boolean rule0(Object receiver, int amount, Object currency) {
 *   return OPERATOR0.ofLong(amount) == Truth.FALSE || OPERATOR1.test(currency) == Truth.FALSE;
 * }
 * }</pre>
 */
public final class CheckMaker implements Shortcuts.Maker {
  static final String COUNTER = "CALLS";
  private static final String NAME = "dev/callgate/agent/weave/Check";
  private static final String METHOD = "isHarmless";
  private static final String CALLS = Type.getInternalName(HarmlessCalls.class);
  // What the JVM still compiles is 8000 bytes; a rule's call takes 3 and its arguments.
  private static final int MOST_RULES = 200;

  @Override
  public @Nullable MethodHandle make(
      MethodKey method, boolean isStatic, List<BoundRule> rules, HarmlessCalls harmless) {
    if (rules.size() > MOST_RULES) {
      return null;
    }
    String descriptor = "(Ljava/lang/Object;" + CheckCall.erased(method.descriptor()) + ")Z";
    boolean hasReceiver = !isStatic && !method.isConstructor();
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        NAME,
        null,
        "java/lang/Object",
        null);
    List<Operator> operators = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Sure sure = Sure.harmless(rules.get(i).condition());
      MethodVisitor code = method(writer, "rule" + i, descriptor);
      CheckCode check = new CheckCode(NAME, code, descriptor, hasReceiver, operators);
      if (!check.write(sure)) {
        // A rule that nobody can be sure about: no call would ever go the short way.
        return null;
      }
    }
    writeChain(method(writer, METHOD, descriptor), descriptor, rules.size());
    writeConstants(writer, operators.size());
    writer.visitEnd();
    return define(writer.toByteArray(), descriptor, operators, harmless);
  }

  private static MethodVisitor method(ClassWriter writer, String name, String descriptor) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, name, descriptor, null, null);
    code.visitCode();
    return code;
  }

  private static void writeChain(MethodVisitor code, String descriptor, int rules) {
    Label no = new Label();
    for (int i = 0; i < rules; i++) {
      int local = 0;
      for (Type type : Type.getArgumentTypes(descriptor)) {
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
        local += type.getSize();
      }
      code.visitMethodInsn(Opcodes.INVOKESTATIC, NAME, "rule" + i, descriptor, false);
      code.visitJumpInsn(Opcodes.IFEQ, no);
    }
    code.visitFieldInsn(Opcodes.GETSTATIC, NAME, COUNTER, "L" + CALLS + ";");
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, CALLS, "count", "()Z", false);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(no);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Static final fields, which a compiler takes for constants. */
  private static void writeConstants(ClassWriter writer, int operators) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/lang/invoke/MethodHandles",
        "lookup",
        "()Ljava/lang/invoke/MethodHandles$Lookup;",
        false);
    code.visitLdcInsn("_");
    code.visitLdcInsn(Type.getType(Object[].class));
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/lang/invoke/MethodHandles",
        "classData",
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
        false);
    code.visitTypeInsn(Opcodes.CHECKCAST, "[Ljava/lang/Object;");
    code.visitVarInsn(Opcodes.ASTORE, 0);
    for (int i = 0; i <= operators; i++) {
      String name = i == operators ? COUNTER : CheckCode.OPERATOR + i;
      String type = i == operators ? CALLS : CheckCode.OPERATOR_TYPE;
      writer
          .visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
              name,
              "L" + type + ";",
              null,
              null)
          .visitEnd();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitLdcInsn(i);
      code.visitInsn(Opcodes.AALOAD);
      code.visitTypeInsn(Opcodes.CHECKCAST, type);
      code.visitFieldInsn(Opcodes.PUTSTATIC, NAME, name, "L" + type + ";");
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static MethodHandle define(
      byte[] classFile, String descriptor, List<Operator> operators, HarmlessCalls harmless) {
    List<Object> constants = new ArrayList<>(operators);
    constants.add(harmless);
    try {
      MethodHandles.Lookup check =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(
                  classFile, constants.toArray(), /* initialize= */ true);
      return check.findStatic(
          check.lookupClass(),
          METHOD,
          MethodType.fromMethodDescriptorString(descriptor, CheckMaker.class.getClassLoader()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
