package dev.callgate.agent.weave;

import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** Copied into {@code FileOutputStream.open(String, boolean)}. */
final class OpenStreamAdvice {
  private OpenStreamAdvice() {}

  @Advice.OnMethodExit
  static void exit(@Advice.FieldValue("fd") FileDescriptor file) throws Throwable {
    CallgateBridge.openedForWriting(file);
  }
}
