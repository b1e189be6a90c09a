package dev.callgate.testapps.hostile;

import java.util.ArrayList;
import java.util.List;

/** Calls and definitions with hardly any stack left, and threads that are not let wait. */
final class ExhaustionRoutes {
  private static final int ATTEMPTS_WITH_ROOM = 20;
  private static final int DEFINITIONS = 60;

  private ExhaustionRoutes() {}

  static List<Route> list() {
    return new Routes("exhaustion")
        .route(
            "interrupted-already",
            marker -> {
              Thread.currentThread().interrupt();
              Deed.burn(marker);
            })
        .until(17, "stopped-while-held", ExhaustionRoutes::stopped)
        .route("stack-at-the-call", ExhaustionRoutes::stackAtCall)
        .route("stack-at-the-definition", ExhaustionRoutes::stackAtDefinition)
        .route("stack-at-lookups-definition", ExhaustionRoutes::stackAtLookupsDefinition)
        .list();
  }

  private static void onSmallStack(Runnable work) throws InterruptedException {
    Thread thread = new Thread(null, work, "small-stack", 256 << 10);
    thread.start();
    thread.join();
  }

  /** Attempts at the end of the stack, and then with a little more of it each time. */
  private static final class Falling {
    private final Deeds.Attempt attempt;
    private int withRoom;

    Falling(Deeds.Attempt attempt) {
      this.attempt = attempt;
    }

    void fall() {
      try {
        fall();
      } catch (StackOverflowError end) {
        // Here the stack has a little room again.
      }
      if (withRoom < ATTEMPTS_WITH_ROOM) {
        try {
          attempt.go();
          withRoom++;
        } catch (StackOverflowError end) {
          // One frame further up, then.
        } catch (Throwable refused) {
          withRoom++;
        }
      }
    }
  }

  private static void stackAtCall(String marker) throws InterruptedException {
    Deeds.Attempt attempt = () -> Deed.burn(marker);
    onSmallStack(
        () -> {
          new Falling(attempt).fall();
          // The last with all of the stack, where a yes is enough.
          Deeds.refusedOrDone(attempt);
        });
  }

  private static void stackAtDefinition(String marker) throws Exception {
    List<Class<?>> defined = new ArrayList<>();
    byte[] bytes = ClassBytes.deed();
    onSmallStack(
        () ->
            new Falling(
                    () -> {
                      if (defined.size() < DEFINITIONS) {
                        defined.add(new Loaders.Giving(Deed.class.getClassLoader()).define(bytes));
                      }
                    })
                .fall());
    burnAll(defined, marker);
  }

  private static void stackAtLookupsDefinition(String marker) throws Exception {
    List<Class<?>> defined = new ArrayList<>();
    List<byte[]> copies = new ArrayList<>();
    for (int i = 0; i < DEFINITIONS; i++) {
      copies.add(ClassBytes.renamed(ClassBytes.internalName(Deed.class) + "Nr" + i));
    }
    onSmallStack(
        () ->
            new Falling(
                    () -> {
                      if (defined.size() < DEFINITIONS) {
                        defined.add(
                            java.lang.invoke.MethodHandles.lookup()
                                .defineClass(copies.get(defined.size())));
                      }
                    })
                .fall());
    burnAll(defined, marker);
  }

  private static void burnAll(List<Class<?>> defined, String marker) {
    System.err.println("defined " + defined.size());
    for (Class<?> copy : defined) {
      Deeds.refusedOrDone(() -> Loaders.burn(copy, marker));
    }
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static void stopped(String marker) throws InterruptedException {
    Thread held = new Thread(() -> Deeds.refusedOrDone(() -> Deed.burn(marker)));
    held.start();
    while (held.isAlive() && held.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    held.stop();
    held.join();
  }
}
