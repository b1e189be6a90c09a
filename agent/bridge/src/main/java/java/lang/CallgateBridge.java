package java.lang;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where woven methods ask. Lives in {@code java.lang} because {@code java.*} is the one name space
 * that every class loader hands to the boot loader, however it filters, and because reflection
 * cannot open this package.
 *
 * <p>Its state is written once, by the agent, before {@code main}. There is no setter, no switch
 * and no default: a bridge that was not armed throws, and the caller's method does not run.
 */
public final class CallgateBridge {
  private static final AtomicReference<MethodHandle[]> HANDED = new AtomicReference<>();

  private CallgateBridge() {}

  /**
   * Final fields of a class of their own: once it is initialised, the compiler folds the handles
   * into the call.
   */
  private static final class Armed {
    static final MethodHandle ENTER;
    static final MethodHandle EXIT;

    static {
      MethodHandle[] handed = HANDED.get();
      if (handed == null) {
        throw new SecurityException(
            "callgate: a gated method was called before the gate was armed; it was not executed");
      }
      ENTER = handed[0];
      EXIT = handed[1];
    }
  }

  /**
   * Hands over the gate, once per JVM.
   *
   * @param enter {@code (int gate, Object receiver, Object[] arguments)Object}
   * @param exit {@code (Object ticket, Throwable thrown)void}
   * @throws IllegalStateException the second time
   */
  public static void arm(MethodHandle enter, MethodHandle exit) {
    if (!HANDED.compareAndSet(null, new MethodHandle[] {enter, exit})) {
      throw new IllegalStateException("callgate: the gate is armed already");
    }
  }

  /**
   * Called before the first instruction of a gated method, with its arguments in an array of their
   * own.
   *
   * @return null to run the body unobserved; an {@code Object[1]} to return its element instead of
   *     running the body; anything else to run the body with the arguments that the array now
   *     holds, and to hand it to {@link #exit} afterwards
   * @throws Throwable when the call is refused
   */
  public static Object enter(int gate, Object receiver, Object[] arguments) throws Throwable {
    return Armed.ENTER.invokeExact(gate, receiver, arguments);
  }

  /** Called when a body that ran has ended; {@code thrown} is null when it returned. */
  public static void exit(Object ticket, Throwable thrown) throws Throwable {
    Armed.EXIT.invokeExact(ticket, thrown);
  }
}
