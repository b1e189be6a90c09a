package dev.callgate.agent.weave;

import net.bytebuddy.asm.Advice;

/** Copied into {@code InstrumentationImpl.loadClassAndCallAgentmain(String, String)}. */
final class LaterAgentAdvice {
  private LaterAgentAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.Argument(0) String className) throws Throwable {
    CallgateBridge.laterAgent(className);
  }
}
