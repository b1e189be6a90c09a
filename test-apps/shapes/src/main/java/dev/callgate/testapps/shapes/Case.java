package dev.callgate.testapps.shapes;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A named deed and what must come of it.
 *
 * @param name group, shape and path, with slashes
 * @param gated false for the twin that no gate may touch: it runs either way
 * @param bodies how many counted bodies run when nothing is in the way
 * @param returns what the deed then returns
 */
record Case(String name, boolean gated, int bodies, @Nullable Object returns, Deed deed) {

  /** Does the deed; null when all is as expected, else what is not. */
  @Nullable String check(Expectation expectation) {
    Effects.begin(name);
    boolean runs = !gated || expectation == Expectation.RUN;
    String complaint = runs ? complaintUnlessItRuns() : complaintUnlessRefused();
    int counted = Effects.runs(name);
    if (counted != (runs ? bodies : 0)) {
      return "bodies that ran: " + counted + "; " + (complaint == null ? "else fine" : complaint);
    }
    return complaint;
  }

  private @Nullable String complaintUnlessItRuns() {
    try {
      Object returned = deed.run();
      return Objects.deepEquals(returned, returns)
          ? null
          : "returned " + returned + " and not " + returns;
    } catch (Throwable thrown) {
      return "threw " + unwrapped(thrown);
    }
  }

  private @Nullable String complaintUnlessRefused() {
    try {
      return "not refused; returned " + deed.run();
    } catch (Throwable thrown) {
      Throwable inner = unwrapped(thrown);
      return inner instanceof SecurityException ? null : "threw " + inner;
    }
  }

  /** Out of what reflection, a thread or a static initialiser puts around an exception. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean wrapper =
        thrown instanceof InvocationTargetException
            || thrown instanceof UndeclaredThrowableException
            || thrown instanceof ExecutionException
            || thrown instanceof CompletionException
            || thrown instanceof ExceptionInInitializerError;
    return wrapper && cause != null ? unwrapped(cause) : thrown;
  }
}
