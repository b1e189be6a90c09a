package dev.callgate.agent.gate;

import dev.callgate.agent.value.Conversion;
import dev.callgate.agent.value.ConversionException;
import dev.callgate.policy.Rejection;
import dev.callgate.policy.condition.PartReader;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Turns a refusal into what the caller gets: an exception, or the value that the leading rule
 * names. When what the rule names does not fit, it is the exception after all, never the body.
 * Immutable.
 */
final class Refusals {
  // (message, outcome, requestId)RuntimeException, of the class that the application sees.
  private final MethodHandle exception;

  private final PartReader accessors;

  Refusals(MethodHandle exception, PartReader accessors) {
    this.exception = exception;
    this.accessors = accessors;
  }

  /**
   * The value to return in place of the body's.
   *
   * @param rules the rules that hold the call, or null when the gate failed before it knew
   * @param arguments for the templates of a rule's own words
   * @throws Throwable in the ordinary case: the exception for the caller
   */
  @Nullable Object refuse(
      GatePoint point,
      @Nullable AppliedRules rules,
      @Nullable Object[] arguments,
      Ending.Refuse refusal)
      throws Throwable {
    String text = RefusalText.of(point, refusal);
    Rejection rejection = rules == null ? new Rejection.Throw() : rules.leading().rule().onReject();
    try {
      if (rules != null
          && !point.key().isConstructor()
          && rejection instanceof Rejection.ReturnMessage message) {
        return Conversion.fromPolicy(
            rules.filled(message.text(), arguments, accessors),
            ReflectedSignature.of(point).returned());
      }
      if (!point.key().isConstructor() && rejection instanceof Rejection.ReturnValue value) {
        return Conversion.fromPolicy(value.value(), ReflectedSignature.of(point).returned());
      }
    } catch (ConversionException e) {
      text += " (the rule's own answer could not be given: " + e.getMessage() + ")";
    }
    if (rules != null && rejection instanceof Rejection.ThrowType type) {
      String words = type.message();
      Throwable declared =
          declared(
              point,
              type.type(),
              words == null ? text : rules.filled(words, arguments, accessors) + " " + text);
      if (declared != null) {
        throw declared;
      }
      text += " (the rule's own exception could not be thrown: " + type.type() + ")";
    }
    throw (Throwable) exception.invoke(text, refusal.outcome().name(), refusal.requestId());
  }

  /** An exception of the named type, when callers of the method must expect it; otherwise null. */
  private static @Nullable Throwable declared(GatePoint point, String typeName, String text) {
    Class<?> declaring = point.declaringClass();
    if (declaring == null) {
      return null;
    }
    try {
      Class<?> type = Class.forName(typeName, true, declaring.getClassLoader());
      boolean expected = RuntimeException.class.isAssignableFrom(type);
      for (String exception : point.exceptions()) {
        expected |=
            Class.forName(exception, false, declaring.getClassLoader()).isAssignableFrom(type);
      }
      return expected && Throwable.class.isAssignableFrom(type)
          ? (Throwable) type.getConstructor(String.class).newInstance(text)
          : null;
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }
}
