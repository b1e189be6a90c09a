package dev.callgate.agent.weave;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * The same for constructors. They can be refused only by throwing, which happens before {@code
 * super(...)}, so that no half-built object is left; they cannot be skipped, and no handler can
 * span the call of {@code super(...)}, so a body that throws is not seen here.
 */
final class ConstructorAdvice {
  private ConstructorAdvice() {}

  @Advice.OnMethodEnter
  static @Nullable Object enter(
      @GateId int gate,
      @IsHarmless boolean harmless,
      @Advice.AllArguments(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object[] arguments)
      throws Throwable {
    if (CallgateBridge.hasCheck(gate) && harmless) {
      return null;
    }
    Object[] held = arguments;
    Object ticket = CallgateBridge.enter(gate, null, held);
    if (ticket != null) {
      arguments = held;
    }
    return ticket;
  }

  @Advice.OnMethodExit
  static void exit(@Advice.Enter @Nullable Object ticket) throws Throwable {
    if (ticket != null) {
      CallgateBridge.exit(ticket, null, null);
    }
  }
}
