package dev.callgate.agent.weave;

import java.lang.invoke.MethodType;
import net.bytebuddy.asm.Advice;

/** Copied into {@code LambdaProxyClassArchive.find}, which then finds nothing. */
final class ArchiveFindAdvice {
  private ArchiveFindAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnDefaultValue.class)
  static boolean enter(@Advice.Argument(0) Class<?> host, @Advice.Argument(2) MethodType factory)
      throws Throwable {
    return CallgateBridge.mayComeFromArchive(host, factory);
  }
}
