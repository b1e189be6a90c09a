package dev.callgate.agent.weave;

import net.bytebuddy.asm.Advice;

/**
 * Copied into {@code UnixNativeDispatcher.open(UnixPath, int, int)}, in which every channel begins.
 */
final class OpenPathAdvice {
  // O_WRONLY and O_RDWR, the same on every Linux.
  private static final int WRITING = 3;

  private OpenPathAdvice() {}

  @Advice.OnMethodExit
  static void exit(@Advice.Return int descriptor, @Advice.Argument(1) int flags) throws Throwable {
    if ((flags & WRITING) != 0) {
      CallgateBridge.openedForWriting(descriptor);
    }
  }
}
