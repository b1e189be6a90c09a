package dev.callgate.agent.gate;

import dev.callgate.match.MethodKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a gated method stands on its thread's stack. Taken only for a call that is about to wait
 * anyway.
 *
 * @param depth how many frames the gated method's own frame is above the thread's first, without
 *     those of reflection
 * @param callerType the direct caller's class name, or null at the bottom of a stack
 * @param caller the direct caller's method, or null
 * @param frames the nearest callers as text
 */
record CallSite(
    int depth, @Nullable String callerType, @Nullable MethodKey caller, List<String> frames) {
  private static final int MOST_FRAMES = 16;
  private static final String BRIDGE = "java.lang.CallgateBridge";
  // Retaining classes is what the descriptor costs since JDK 22. Reflection's and method handles'
  // own frames are not shown, so a delegation through them counts
  // as direct.
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  static CallSite ofCurrentThread() {
    return WALKER.walk(CallSite::read);
  }

  private static CallSite read(Stream<StackWalker.StackFrame> stack) {
    List<String> frames = new ArrayList<>();
    String callerType = null;
    MethodKey caller = null;
    int depth = 0;
    boolean belowBridge = false;
    for (StackWalker.StackFrame frame : (Iterable<StackWalker.StackFrame>) stack::iterator) {
      if (!belowBridge) {
        belowBridge = frame.getClassName().equals(BRIDGE);
        continue;
      }
      depth++;
      if (depth == 2) {
        callerType = frame.getClassName();
        caller = new MethodKey(frame.getMethodName(), frame.getDescriptor());
      }
      if (depth > 1 && frames.size() < MOST_FRAMES) {
        frames.add(frame.toStackTraceElement().toString());
      }
    }
    return new CallSite(depth, callerType, caller, frames);
  }
}
