package dev.callgate.agent.gate;

import dev.callgate.agent.value.Snapshot;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Decision;
import dev.callgate.policy.condition.When;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets one deed be asked for once, where a method passes it on to its own overload or to its super
 * method. Thread-safe.
 *
 * <p>A call is covered by its caller's approval only when the approved body itself makes it,
 * directly: the same thread, the very frame of the approved call, a method of the same name, the
 * same receiver, and every approved argument handed on unchanged. Each approval covers one such
 * call.
 */
final class Delegations {
  private static final int MOST_THREADS_BEFORE_A_LOOK = 256;

  // By thread object: a thread-local could be read and planted by code that gets at a thread's
  // maps. By identity: equals and hashCode of a thread are its class's, which may be the
  // application's.
  private final Map<Thread, Deque<RunningCall>> running =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /** The covered call's ticket, or null when it has to be asked for. */
  @Nullable RunningCall cover(
      GatePoint point, @Nullable Object receiver, Snapshot arguments, int count, CallSite site) {
    Deque<RunningCall> calls = running.get(Thread.currentThread());
    if (calls == null) {
      return null;
    }
    // A constructor that threw left its entry; a frame at the same height or higher is gone.
    while (!calls.isEmpty() && calls.peek().depth() >= site.depth()) {
      calls.pop();
    }
    RunningCall outer = calls.peek();
    if (outer == null || !isDelegation(outer, point, receiver, site)) {
      return null;
    }
    List<String> digests = digests(arguments, count);
    if (!handsOn(outer.argumentDigests(), digests)) {
      return null;
    }
    calls.pop();
    RunningCall spent =
        new RunningCall(
            outer.requestId(),
            outer.requestDigest(),
            outer.point(),
            SPENT,
            List.of(),
            outer.depth());
    calls.push(spent);
    return new RunningCall("", "", point, receiver, digests, site.depth());
  }

  private static final Object SPENT = new Object();

  void started(RunningCall call) {
    // A thread that ended inside a gated constructor that threw left its entry here.
    if (running.size() > MOST_THREADS_BEFORE_A_LOOK) {
      synchronized (running) {
        running.keySet().removeIf(thread -> !thread.isAlive());
      }
    }
    running.computeIfAbsent(Thread.currentThread(), thread -> new ArrayDeque<>()).push(call);
  }

  void ended(RunningCall call) {
    Deque<RunningCall> calls = running.get(Thread.currentThread());
    if (calls == null) {
      return;
    }
    while (!calls.isEmpty() && calls.peek().depth() >= call.depth()) {
      calls.pop();
    }
    if (calls.isEmpty()) {
      running.remove(Thread.currentThread());
    }
  }

  static List<String> digests(Snapshot arguments, int count) {
    List<String> digests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      digests.add(arguments.digestOf(i));
    }
    return digests;
  }

  private static boolean isDelegation(
      RunningCall outer, GatePoint point, @Nullable Object receiver, CallSite site) {
    return outer.receiver() != SPENT
        && outer.depth() == site.depth() - 1
        && outer.point().className().equals(site.callerType())
        && outer.point().key().equals(site.caller())
        && outer.point().key().name().equals(point.key().name())
        && (!point.key().isConstructor() || isConstructorChain(outer.point(), point))
        && (point.isStatic() || outer.point().isStatic() || outer.receiver() == receiver);
  }

  /**
   * Whether a constructor passes its deed to one of its own class or of a superclass. Nobody sees a
   * constructor that threw, so its entry may still be there when the same constructor runs again
   * without having been held; therefore only one that is held each time covers anything.
   */
  private static boolean isConstructorChain(GatePoint outer, GatePoint inner) {
    boolean heldEachTime = false;
    for (BoundRule rule : outer.rules()) {
      heldEachTime |=
          rule.rule().decide() == Decision.GATE && rule.rule().when() instanceof When.Always;
    }
    Class<?> target = inner.declaringClass();
    Class<?> type = outer.declaringClass();
    while (type != null && type != target) {
      type = type.getSuperclass();
    }
    return heldEachTime && type != null;
  }

  // Every outer argument, in order, among the inner ones.
  private static boolean handsOn(List<String> outer, List<String> inner) {
    int next = 0;
    for (String digest : inner) {
      if (next < outer.size() && outer.get(next).equals(digest)) {
        next++;
      }
    }
    return next == outer.size();
  }
}
