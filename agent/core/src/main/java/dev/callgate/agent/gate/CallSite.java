package dev.callgate.agent.gate;

import dev.callgate.match.MethodKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a gated method stands on its thread's stack. Taken only for a call that is about to wait
 * anyway, or would if its environment did not only record.
 *
 * @param depth how many frames the gated method's own frame is above the thread's first; frames of
 *     reflection, method handles and lambdas are counted
 * @param declaring the class whose method the gated one is
 * @param callerType the direct caller's class, or null at the bottom of a stack
 * @param caller the direct caller's method, or null
 * @param frames the nearest callers as text, without those of reflection and method handles
 */
record CallSite(
    int depth,
    @Nullable Class<?> declaring,
    @Nullable Class<?> callerType,
    @Nullable MethodKey caller,
    List<String> frames) {
  private static final int MOST_FRAMES = 16;
  static final String BRIDGE = "java.lang.CallgateBridge";
  // With hidden frames: a callback that is a bare method reference leaves no other trace between
  // the body that calls it and the method that it means.
  private static final StackWalker WALKER =
      StackWalker.getInstance(
          Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));

  static CallSite ofCurrentThread() {
    return WALKER.walk(CallSite::read);
  }

  private static CallSite read(Stream<StackWalker.StackFrame> stack) {
    List<String> frames = new ArrayList<>();
    Class<?> declaring = null;
    Class<?> callerType = null;
    MethodKey caller = null;
    int depth = 0;
    boolean belowBridge = false;
    for (StackWalker.StackFrame frame : (Iterable<StackWalker.StackFrame>) stack::iterator) {
      if (!belowBridge) {
        belowBridge = frame.getClassName().equals(BRIDGE);
        continue;
      }
      depth++;
      if (depth == 1) {
        declaring = frame.getDeclaringClass();
      } else if (depth == 2) {
        callerType = frame.getDeclaringClass();
        caller = new MethodKey(frame.getMethodName(), frame.getDescriptor());
      }
      if (depth > 1 && frames.size() < MOST_FRAMES && isTelling(frame)) {
        frames.add(frame.toStackTraceElement().toString());
      }
    }
    return new CallSite(depth, declaring, callerType, caller, frames);
  }

  /**
   * Whether the call around this one is really still on the stack of the current thread, which its
   * entry among the running ones alone does not show.
   */
  boolean isWithin(ArrivingCall outer) {
    int down = depth - outer.site().depth();
    Class<?> type = outer.site().declaring();
    return down > 0
        && type != null
        && WALKER.walk(stack -> stands(stack, down, type, outer.point().key()));
  }

  private static boolean stands(
      Stream<StackWalker.StackFrame> stack, int down, Class<?> type, MethodKey method) {
    int passed = -1;
    for (StackWalker.StackFrame frame : (Iterable<StackWalker.StackFrame>) stack::iterator) {
      if (passed < 0) {
        passed = frame.getClassName().equals(BRIDGE) ? 0 : -1;
      } else if (passed++ == down) {
        return frame.getDeclaringClass() == type
            && method.equals(new MethodKey(frame.getMethodName(), frame.getDescriptor()));
      }
    }
    return false;
  }

  private static boolean isTelling(StackWalker.StackFrame frame) {
    String type = frame.getClassName();
    return !frame.getDeclaringClass().isHidden()
        && !type.startsWith("java.lang.reflect.")
        && !type.startsWith("jdk.internal.reflect.")
        && !type.startsWith("java.lang.invoke.");
  }
}
