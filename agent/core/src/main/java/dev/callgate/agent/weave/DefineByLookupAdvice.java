package dev.callgate.agent.weave;

import net.bytebuddy.asm.Advice;

/**
 * Copied into the method in which every definition by a {@code Lookup} ends, hidden classes and
 * lambdas included; no transformer is shown those.
 */
final class DefineByLookupAdvice {
  private DefineByLookupAdvice() {}

  @Advice.OnMethodEnter
  static void enter(
      @Advice.Argument(0) ClassLoader loader,
      @Advice.Argument(1) Class<?> host,
      @Advice.Argument(value = 3, readOnly = false) byte[] bytes,
      @Advice.Argument(6) int flags)
      throws Throwable {
    bytes = CallgateBridge.defineByLookup(loader, host, bytes, flags);
  }
}
