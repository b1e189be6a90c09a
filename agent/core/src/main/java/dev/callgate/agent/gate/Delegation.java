package dev.callgate.agent.gate;

import dev.callgate.agent.value.Snapshot;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.JdkLoaders;
import dev.callgate.policy.condition.When;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * Whether a call is the deed of the approved call around it, passed on. All of this has to hold:
 *
 * <ul>
 *   <li>the approved body itself makes the call: no frame stands between, not even one of
 *       reflection, a method handle or a lambda, so that no callback is taken for the body;
 *   <li>every rule that holds the call held the approved one too, and was answered with it, or is
 *       covered by the approval that covers that one;
 *   <li>it is a method of the same name, or one that such a rule names beside it;
 *   <li>every argument of the approved call is handed on, in order, unchanged;
 *   <li>it is the same object, or one that the approved call's object wraps.
 * </ul>
 *
 * Stateless.
 */
final class Delegation {
  private Delegation() {}

  static boolean passesOn(RunningCall outer, ArrivingCall inner) {
    GatePoint from = outer.call().point();
    GatePoint to = inner.point();
    CallSite site = inner.site();
    return outer.depth() == site.depth() - 1
        && outer.call().site().declaring() != null
        && outer.call().site().declaring() == site.callerType()
        && from.key().equals(site.caller())
        && isAnswered(outer, inner)
        && isNamedAlike(outer, inner)
        && (!to.key().isConstructor() || isConstructorChain(outer.call(), to))
        && handsOn(outer.call(), inner, /* unchanged= */ true)
        && isSameObject(outer, inner);
  }

  private static boolean isAnswered(RunningCall outer, ArrivingCall inner) {
    Allowance covering = outer.coveredBy();
    for (BoundRule rule : inner.rules().gatingHere()) {
      if (!outer.answered().contains(rule.rule())
          && (covering == null || !covering.isAbout(rule, inner))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Another name is another deed, unless a rule's author wrote both names into one rule, as for
   * {@code send} and {@code sendAsync}.
   */
  private static boolean isNamedAlike(RunningCall outer, ArrivingCall inner) {
    String from = outer.call().point().key().name();
    String to = inner.point().key().name();
    if (from.equals(to)) {
      return true;
    }
    if (outer.call().point().key().isConstructor() || inner.point().key().isConstructor()) {
      return false;
    }
    for (Rule rule : inner.rules().gating()) {
      if (!names(rule, from) || !names(rule, to)) {
        return false;
      }
    }
    return true;
  }

  private static boolean names(Rule rule, String method) {
    for (MethodPattern pattern : rule.match().methods()) {
      if (method.equals(pattern.exactName())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a constructor passes its deed to one of its own class or of a superclass. Nobody sees a
   * constructor that threw, so its entry may still be there when the same constructor runs again
   * without having been held; therefore only one that is held each time covers anything.
   */
  private static boolean isConstructorChain(ArrivingCall outer, GatePoint inner) {
    boolean heldEachTime = false;
    for (BoundRule rule : outer.point().rules()) {
      heldEachTime |= outer.rules().asks(rule) && rule.rule().when() instanceof When.Always;
    }
    Class<?> target = inner.declaringClass();
    Class<?> type = outer.point().declaringClass();
    while (type != null && type != target) {
      type = type.getSuperclass();
    }
    return heldEachTime && type != null;
  }

  /** Whether the very arguments are handed on, whatever became of them since. */
  static boolean handsOnObjects(ArrivingCall outer, ArrivingCall inner) {
    return handsOn(outer, inner, /* unchanged= */ false);
  }

  /** Every argument of the approved call, in order, among those of the inner one. */
  private static boolean handsOn(ArrivingCall outer, ArrivingCall inner, boolean unchanged) {
    int next = 0;
    for (int i = 0; i < inner.arguments().length && next < outer.arguments().length; i++) {
      if (isSame(outer, next, inner, i, unchanged)) {
        next++;
      }
    }
    return next == outer.arguments().length;
  }

  /**
   * The same value now as when it was approved. What a digest knows by its identity number only has
   * to be the very object: such numbers can be tried until two are equal.
   */
  private static boolean isSame(
      ArrivingCall outer, int from, ArrivingCall inner, int to, boolean unchanged) {
    Snapshot approved = outer.snapshot();
    boolean identical = outer.arguments()[from] == inner.arguments()[to];
    if (identical && !unchanged) {
      return true;
    }
    return approved.digestOf(from).equals(inner.snapshot().digestOf(to))
        && (identical || !approved.isOpaque(from));
  }

  /**
   * The JDK's own code hands a deed on to whatever object does it, and there is nothing improvised
   * about it. Any other object has to hold the one that it wraps, which is of another class: an
   * object that calls another one of its kind does another deed.
   */
  private static boolean isSameObject(RunningCall outer, ArrivingCall inner) {
    Object from = outer.call().receiver();
    Object to = inner.receiver();
    if (from == to || outer.call().point().isStatic() || inner.point().isStatic()) {
      return true;
    }
    if (from == null || to == null || from.getClass() == to.getClass()) {
      return false;
    }
    Class<?> declaring = outer.call().site().declaring();
    return outer.call().arguments().length > 0 && declaring != null && JdkLoaders.isJdk(declaring)
        || holds(from, to);
  }

  private static boolean holds(Object wrapper, Object wrapped) {
    try {
      for (Class<?> type = wrapper.getClass();
          !JdkLoaders.isJdk(type);
          type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
            field.setAccessible(true);
            if (field.get(wrapper) == wrapped) {
              return true;
            }
          }
        }
      }
      return false;
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      // Fields that a module keeps shut, or of a type that is not there: then it is asked for.
      return false;
    }
  }
}
