package dev.callgate.agent.weave;

import net.bytebuddy.asm.Advice;

/** Copied into {@code LambdaProxyClassArchive.register}, which then keeps nothing. */
final class ArchiveRegisterAdvice {
  private ArchiveRegisterAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnDefaultValue.class)
  static boolean enter() {
    return CallgateBridge.mayGoToArchive();
  }
}
