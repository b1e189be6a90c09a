package dev.callgate.agent.weave;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * The code that is copied into the front and the end of every gated method. Never executed here:
 * Byte Buddy reads it from the class file.
 *
 * <p>No exception is suppressed in it: whatever comes out of the bridge stops the call. What the
 * ticket means stands at {@link CallgateBridge#enter}.
 */
final class MethodAdvice {
  private MethodAdvice() {}

  @Advice.OnMethodEnter(skipOn = Object[].class)
  static @Nullable Object enter(
      @GateId int gate,
      @IsHarmless boolean harmless,
      @Advice.This(optional = true) @Nullable Object self,
      @Advice.AllArguments(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object[] arguments)
      throws Throwable {
    if (CallgateBridge.hasCheck(gate) && harmless) {
      return null;
    }
    Object[] held = arguments;
    Object ticket = CallgateBridge.enter(gate, self, held);
    if (ticket != null) {
      // Whoever asked a person may have changed arguments in the array.
      arguments = held;
    }
    return ticket;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object ticket,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
      @Advice.Thrown @Nullable Throwable thrown)
      throws Throwable {
    if (ticket != null) {
      if (ticket instanceof Object[]) {
        returned = ((Object[]) ticket)[0];
      } else {
        CallgateBridge.exit(ticket, returned, thrown);
      }
    }
  }
}
