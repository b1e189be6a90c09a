package dev.callgate.agent.weave;

import net.bytebuddy.asm.Advice;

/**
 * Copied into {@code UnixNativeDispatcher.openat(int, byte[], int, int)}, for names within an open
 * folder.
 */
final class OpenInFolderAdvice {
  // O_WRONLY and O_RDWR, the same on every Linux.
  private static final int WRITING = 3;

  private OpenInFolderAdvice() {}

  @Advice.OnMethodExit
  static void exit(@Advice.Return int descriptor, @Advice.Argument(2) int flags) throws Throwable {
    if ((flags & WRITING) != 0) {
      CallgateBridge.openedForWriting(descriptor);
    }
  }
}
