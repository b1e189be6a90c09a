package dev.callgate.agent.weave;

import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;
import net.bytebuddy.implementation.bytecode.assign.primitive.PrimitiveTypeAwareAssigner;
import net.bytebuddy.implementation.bytecode.assign.primitive.VoidAwareAssigner;

/**
 * Boxes, unboxes and casts, and never asks whether one type is another: that question would look up
 * the class files of every parameter type, inside a class loader that is in the middle of loading.
 */
final class CastOnlyAssigner {
  static final Assigner INSTANCE =
      new VoidAwareAssigner(new PrimitiveTypeAwareAssigner(CastOnlyAssigner::cast));

  private CastOnlyAssigner() {}

  private static StackManipulation cast(
      TypeDescription.Generic source, TypeDescription.Generic target, Assigner.Typing typing) {
    return source.asErasure().getName().equals(target.asErasure().getName())
            || target.represents(Object.class)
        ? StackManipulation.Trivial.INSTANCE
        : TypeCasting.to(target);
  }
}
