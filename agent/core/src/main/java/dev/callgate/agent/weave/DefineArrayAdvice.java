package dev.callgate.agent.weave;

import net.bytebuddy.asm.Advice;

/** Copied into {@code ClassLoader.defineClass(String, byte[], int, int, ProtectionDomain)}. */
final class DefineArrayAdvice {
  private DefineArrayAdvice() {}

  @Advice.OnMethodEnter
  static void enter(
      @Advice.This ClassLoader loader,
      @Advice.Argument(1) byte[] bytes,
      @Advice.Argument(2) int offset,
      @Advice.Argument(3) int length)
      throws Throwable {
    CallgateBridge.define(loader, bytes, offset, length);
  }
}
