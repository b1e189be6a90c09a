package dev.callgate.agent.weave;

import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** Copied into {@code RandomAccessFile.open(String, int)}. */
final class OpenRandomAdvice {
  // What RandomAccessFile calls its mode r.
  private static final int READING = 1;

  private OpenRandomAdvice() {}

  @Advice.OnMethodExit
  static void exit(@Advice.FieldValue("fd") FileDescriptor file, @Advice.Argument(1) int mode)
      throws Throwable {
    if (mode != READING) {
      CallgateBridge.openedForWriting(file);
    }
  }
}
