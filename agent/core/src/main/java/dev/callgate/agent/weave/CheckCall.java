package dev.callgate.agent.weave;

import dev.callgate.match.MethodKey;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.StackSize;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Replaces the parameter marked {@link IsHarmless} by the call of the method's own check, with the
 * method's own arguments: nothing is boxed and no array made. What is no primitive is handed over
 * as an {@code Object}, because the JVM would load the classes that the call's descriptor names.
 */
record CheckCall(Map<MethodKey, Integer> gates, boolean possible)
    implements Advice.OffsetMapping, Advice.OffsetMapping.Factory<IsHarmless> {
  private static final String HANDLE = "java/lang/invoke/MethodHandle";

  /** The parameters' part of a check's descriptor. */
  static String erased(String methodDescriptor) {
    StringBuilder erased = new StringBuilder();
    for (Type type : Type.getArgumentTypes(methodDescriptor)) {
      erased.append(isReference(type) ? "Ljava/lang/Object;" : type.getDescriptor());
    }
    return erased.toString();
  }

  static boolean isReference(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  @Override
  public Class<IsHarmless> getAnnotationType() {
    return IsHarmless.class;
  }

  @Override
  public Advice.OffsetMapping make(
      ParameterDescription.InDefinedShape target,
      AnnotationDescription.Loadable<IsHarmless> annotation,
      AdviceType adviceType) {
    return this;
  }

  @Override
  public Target resolve(
      TypeDescription instrumentedType,
      MethodDescription instrumentedMethod,
      Assigner assigner,
      Advice.ArgumentHandler argumentHandler,
      Sort sort) {
    int gate = Weaver.gateOf(instrumentedMethod, gates);
    // A method takes at most 255 arguments, and a handle's call needs one of them for the handle
    // and one for the receiver.
    if (!possible || instrumentedMethod.getStackSize() > 250) {
      return new Target.ForStackManipulation(IntegerConstant.ZERO);
    }
    boolean hasReceiver = !instrumentedMethod.isStatic() && !instrumentedMethod.isConstructor();
    return new Target.ForStackManipulation(
        new Call(
            gate, hasReceiver, !instrumentedMethod.isStatic(), instrumentedMethod.getDescriptor()));
  }

  /**
   * @param hasReceiver whether there is an object to hand over
   * @param isMember whether the first local variable is taken by one
   */
  private record Call(int gate, boolean hasReceiver, boolean isMember, String descriptor)
      implements StackManipulation {
    @Override
    public boolean isValid() {
      return true;
    }

    @Override
    public Size apply(MethodVisitor code, Implementation.Context context) {
      IntegerConstant.forValue(gate).apply(code, context);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, WovenMethods.BRIDGE, "check", "(I)L" + HANDLE + ";", false);
      if (hasReceiver) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
      } else {
        code.visitInsn(Opcodes.ACONST_NULL);
      }
      int local = isMember ? 1 : 0;
      int depth = 2;
      for (Type type : Type.getArgumentTypes(descriptor)) {
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
        local += type.getSize();
        depth += type.getSize();
      }
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          HANDLE,
          "invokeExact",
          "(Ljava/lang/Object;" + erased(descriptor) + ")Z",
          false);
      return new Size(StackSize.SINGLE.getSize(), depth);
    }
  }
}
