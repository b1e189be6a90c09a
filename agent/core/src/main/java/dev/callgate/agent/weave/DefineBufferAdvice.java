package dev.callgate.agent.weave;

import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;

/** Copied into {@code ClassLoader.defineClass(String, ByteBuffer, ProtectionDomain)}. */
final class DefineBufferAdvice {
  private DefineBufferAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This ClassLoader loader, @Advice.Argument(1) ByteBuffer buffer)
      throws Throwable {
    CallgateBridge.define(loader, buffer);
  }
}
