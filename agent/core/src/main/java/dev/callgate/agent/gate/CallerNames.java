package dev.callgate.agent.gate;

import dev.callgate.policy.condition.JdkLoaders;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The classes that a call comes from, as {@code called_from} compares them.
 *
 * @param names the nearest first; a class that calls itself stands there once
 * @param more whether there are more than are named
 */
record CallerNames(List<String> names, boolean more) {
  private static final int MOST = 64;
  private static final int DEEPEST = 4096;
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  static CallerNames ofCurrentThread() {
    return WALKER.walk(new Reading());
  }

  private static final class Reading implements Function<Stream<StackFrame>, CallerNames> {
    @Override
    public CallerNames apply(Stream<StackFrame> stack) {
      Iterator<StackFrame> frames = stack.iterator();
      List<String> names = new ArrayList<>();
      if (!LiveSurroundings.passGate(frames)) {
        return new CallerNames(names, true);
      }
      String last = "";
      for (int depth = 0; frames.hasNext(); depth++) {
        if (depth > DEEPEST || names.size() == MOST) {
          return new CallerNames(names, true);
        }
        Class<?> type = frames.next().getDeclaringClass();
        String name = LiveSurroundings.hostName(type);
        if (!JdkLoaders.isJdk(type) && !name.equals(last)) {
          names.add(name);
          last = name;
        }
      }
      return new CallerNames(names, false);
    }
  }
}
