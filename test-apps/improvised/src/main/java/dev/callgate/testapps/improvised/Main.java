package dev.callgate.testapps.improvised;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Goes one route, or all of them, each on a fresh ledger, and prints what came of it. */
public final class Main {
  private Main() {}

  /**
   * Prints per route {@code route=R returned=V rows=N balance=B outcome=O}, where O is {@code OK},
   * {@code REFUSED:CLASS:MESSAGE} for a {@link SecurityException}, {@code FAILED:CLASS:MESSAGE} for
   * anything else that was thrown, or {@code SKIPPED} when this JVM has no such route. Exit status
   * 0, or 2 for a wrong argument.
   *
   * @param args one {@link Route} or {@code all}
   */
  public static void main(String[] args) throws SQLException {
    List<Route> routes;
    try {
      routes = routes(args);
    } catch (IllegalArgumentException wrong) {
      System.err.println("improvised: " + wrong.getMessage());
      System.exit(2);
      return;
    }
    for (Route route : routes) {
      go(route, System.out);
    }
  }

  private static List<Route> routes(String... args) {
    if (args.length != 1) {
      throw new IllegalArgumentException(
          List.of(Route.values()).stream()
              .map(Route::label)
              .collect(Collectors.joining("|", "usage: improvised ", "|all")));
    }
    return args[0].equals("all") ? List.of(Route.values()) : List.of(Route.named(args[0]));
  }

  static void go(Route route, PrintStream out) throws SQLException {
    try (Ledger ledger = Ledger.open()) {
      String returned = "nothing";
      String outcome;
      try {
        if (Routes.exists(route)) {
          returned = Integer.toString(new Routes(ledger, out).go(route));
          outcome = "OK";
        } else {
          outcome = "SKIPPED";
        }
      } catch (Throwable thrown) {
        outcome = outcome(unwrapped(thrown));
      }
      out.printf(
          "route=%s returned=%s rows=%d balance=%s outcome=%s%n",
          route.label(), returned, ledger.rows(), BigDecimal.valueOf(ledger.balance(), 2), outcome);
    }
  }

  /** What the deed threw, out of what reflection or a thread put around it. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean wrapper =
        thrown instanceof InvocationTargetException
            || thrown instanceof UndeclaredThrowableException
            || thrown instanceof ExecutionException;
    return wrapper && cause != null ? unwrapped(cause) : thrown;
  }

  private static String outcome(Throwable thrown) {
    return (thrown instanceof SecurityException ? "REFUSED:" : "FAILED:")
        + thrown.getClass().getName()
        + ":"
        + oneLine(thrown.getMessage());
  }

  private static String oneLine(@Nullable String message) {
    return message == null ? "" : message.lines().collect(Collectors.joining(" / "));
  }
}
