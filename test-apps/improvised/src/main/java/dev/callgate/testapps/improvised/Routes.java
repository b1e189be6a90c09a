package dev.callgate.testapps.improvised;

import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Goes each route once. */
final class Routes {
  static final String ACCOUNT = "A-1";
  static final int CENTS = 12000;

  private final Ledger ledger;
  private final PrintStream out;

  Routes(Ledger ledger, PrintStream out) {
    this.ledger = ledger;
    this.out = out;
  }

  /** What the deed returned; throws what it threw, perhaps wrapped by the route. */
  int go(Route route) throws Throwable {
    return switch (route) {
      case DIRECT -> ledger.purge(ACCOUNT);
      case REFLECTION -> (int) purgeMethod().invoke(ledger, ACCOUNT);
      case METHOD_HANDLE -> methodHandle();
      case THREAD -> thread();
      case VIRTUAL_THREAD -> virtualThread();
      case PROXY -> proxy().purge(ACCOUNT);
      case LAMBDA -> lambda();
      case CONSTRUCTOR -> new Purge(ledger, ACCOUNT).rows;
      case INTERRUPT -> interrupt();
      case EDIT_TYPE -> ledger.pay(ACCOUNT, CENTS);
      case MUTATE -> mutate();
    };
  }

  /** Whether this JVM has the route at all: virtual threads came with Java 21. */
  static boolean exists(Route route) {
    return route != Route.VIRTUAL_THREAD || Runtime.version().feature() >= 21;
  }

  private static Method purgeMethod() throws NoSuchMethodException {
    return Ledger.class.getMethod("purge", String.class);
  }

  private int methodHandle() throws Throwable {
    return (int)
        MethodHandles.lookup()
            .findVirtual(Ledger.class, "purge", MethodType.methodType(int.class, String.class))
            .invokeExact(ledger, ACCOUNT);
  }

  private int thread() throws Exception {
    FutureTask<Integer> task = new FutureTask<>(() -> ledger.purge(ACCOUNT));
    new Thread(task, "another-thread").start();
    return task.get();
  }

  /** By reflection, because this is compiled for Java 17. */
  private int virtualThread() throws Exception {
    FutureTask<Integer> task = new FutureTask<>(() -> ledger.purge(ACCOUNT));
    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    return task.get();
  }

  private Purging proxy() {
    InvocationHandler handler = (proxy, method, arguments) -> method.invoke(ledger, arguments);
    return (Purging)
        Proxy.newProxyInstance(
            Purging.class.getClassLoader(), new Class<?>[] {Purging.class}, handler);
  }

  private int lambda() throws SQLException {
    Purging lambda = account -> ledger.purge(account);
    return lambda.purge(ACCOUNT);
  }

  private int interrupt() throws Exception {
    HeldCall call = new HeldCall(() -> ledger.purge(ACCOUNT));
    if (call.awaitParked()) {
      out.println("about to interrupt");
      call.interrupt();
    }
    try {
      return call.result();
    } finally {
      out.println("still interrupted=" + call.interruptedAtTheEnd());
    }
  }

  private int mutate() throws Exception {
    List<String> accounts = new ArrayList<>(List.of(ACCOUNT));
    int[] cents = {CENTS};
    HeldCall call = new HeldCall(() -> ledger.payAll(accounts, cents));
    if (call.awaitParked()) {
      out.println("about to mutate");
      cents[0] = 100 * CENTS;
      out.println("mutated");
    }
    return call.result();
  }
}
