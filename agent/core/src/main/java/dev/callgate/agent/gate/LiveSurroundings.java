package dev.callgate.agent.gate;

import dev.callgate.policy.condition.Glob;
import dev.callgate.policy.condition.JdkLoaders;
import dev.callgate.policy.condition.JdkParts;
import dev.callgate.policy.condition.Surroundings;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.Unreadable;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is around the call that the current thread is making. */
final class LiveSurroundings implements Surroundings {
  private static final int DEEPEST = 4096;
  private static final Unreadable NOT_KEPT = new Unreadable("no pack keeps it in this program");
  private static final Unreadable TOO_DEEP = new Unreadable("the stack is too deep to look at");
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final @Nullable ThreadLocal<?> published;

  /**
   * @param published its class is exactly the JDK's, so that asking it runs no other code
   */
  LiveSurroundings(@Nullable ThreadLocal<?> published) {
    boolean own = published == null || published.getClass() == ThreadLocal.class;
    this.published = own ? published : null;
  }

  @Override
  public @Nullable Object thread(ThreadPart part) {
    Thread thread = Thread.currentThread();
    return switch (part) {
      // both final
      case NAME -> thread.getName();
      case GROUP -> thread.getThreadGroup() == null ? null : thread.getThreadGroup().getName();
      // Thread.isVirtual() is Java 21
      case VIRTUAL -> JdkLoaders.isJdk(thread.getClass()) && isVirtual(thread.getClass());
    };
  }

  private static boolean isVirtual(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return parent != null && parent.getName().equals("java.lang.BaseVirtualThread");
  }

  @Override
  public @Nullable Object caller(CallerPart part) {
    Object caller = WALKER.walk(new NearestCaller());
    if (!(caller instanceof Class<?> type)) {
      return caller;
    }
    return switch (part) {
      case CLASS -> hostName(type);
      case PACKAGE -> type.getPackageName();
      case MODULE -> type.getModule().getName();
    };
  }

  @Override
  public Truth calledFrom(List<Glob> classes) {
    return WALKER.walk(new AnyCaller(classes));
  }

  @Override
  public @Nullable Object context(String key) {
    Object all = published == null ? null : published.get();
    Object value = all == null ? null : JdkParts.entry(all, key);
    // only what our own class puts there
    return value == null || value instanceof String || value instanceof Unreadable
        ? value
        : new Unreadable("no text");
  }

  @Override
  public @Nullable Object fact(String name) {
    return NOT_KEPT;
  }

  /** The application's, and not made by a library to stand in front of another class. */
  private static boolean isCaller(Class<?> type) {
    return !JdkLoaders.isJdk(type)
        && type.getClassLoader() != LiveSurroundings.class.getClassLoader()
        && !Proxy.isProxyClass(type)
        && type.getName().indexOf("$$") < 0;
  }

  /** A hidden class goes by the name it was derived from. */
  static String hostName(Class<?> type) {
    String name = type.getName();
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }

  /** Goes to the gated method's own frame; false when there is none. */
  static boolean passGate(Iterator<StackFrame> frames) {
    while (frames.hasNext()) {
      if (frames.next().getClassName().equals(CallSite.BRIDGE)) {
        if (frames.hasNext()) {
          frames.next();
        }
        return true;
      }
    }
    return false;
  }

  /** The nearest class of the application; null when there is none. */
  private static final class NearestCaller
      implements Function<Stream<StackFrame>, @Nullable Object> {
    @Override
    public @Nullable Object apply(Stream<StackFrame> stack) {
      Iterator<StackFrame> frames = stack.iterator();
      if (!passGate(frames)) {
        return TOO_DEEP;
      }
      for (int depth = 0; frames.hasNext(); depth++) {
        if (depth > DEEPEST) {
          return TOO_DEEP;
        }
        Class<?> type = frames.next().getDeclaringClass();
        if (isCaller(type)) {
          return type;
        }
      }
      return null;
    }
  }

  /** Whether one of the application's classes has a name that fits. */
  private static final class AnyCaller implements Function<Stream<StackFrame>, Truth> {
    private final List<Glob> classes;

    AnyCaller(List<Glob> classes) {
      this.classes = classes;
    }

    @Override
    public Truth apply(Stream<StackFrame> stack) {
      Iterator<StackFrame> frames = stack.iterator();
      if (!passGate(frames)) {
        return Truth.UNDECIDED;
      }
      for (int depth = 0; frames.hasNext(); depth++) {
        if (depth > DEEPEST) {
          return Truth.UNDECIDED;
        }
        Class<?> type = frames.next().getDeclaringClass();
        if (!JdkLoaders.isJdk(type) && Surroundings.fits(classes, hostName(type))) {
          return Truth.TRUE;
        }
      }
      return Truth.FALSE;
    }
  }
}
