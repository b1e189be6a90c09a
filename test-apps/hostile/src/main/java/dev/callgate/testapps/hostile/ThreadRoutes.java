package dev.callgate.testapps.hostile;

import java.lang.ref.Cleaner;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Phaser;
import java.util.stream.Stream;
import sun.misc.Signal;

/** Where a call can come from: other threads, and moments that the JVM chooses. */
final class ThreadRoutes {
  private ThreadRoutes() {}

  static List<Route> list() {
    return new Routes("thread")
        .route("plain", marker -> join(new Thread(attempt(marker))))
        .since(21, "virtual", ThreadRoutes::virtual)
        .route("fork-join", marker -> new ForkJoinPool(1).submit(attempt(marker)).join())
        .route("completable-future", marker -> CompletableFuture.runAsync(attempt(marker)).join())
        .route(
            "parallel-stream",
            marker -> Stream.of(marker).parallel().forEach(m -> attempt(m).run()))
        .route("phaser", ThreadRoutes::phaser)
        .route("timer", ThreadRoutes::timer)
        .route("cleaner", ThreadRoutes::cleaner)
        .route("finaliser", ThreadRoutes::finaliser)
        .route(
            "shutdown-hook",
            marker -> Runtime.getRuntime().addShutdownHook(new Thread(attempt(marker))))
        .route("uncaught-exception", ThreadRoutes::uncaught)
        .route("signal", ThreadRoutes::signal)
        .route("static-initialiser", ThreadRoutes::initialiser)
        .route(
            "comparator",
            marker -> new TreeMap<String, String>((a, b) -> comparing(marker)).put("", ""))
        .route("thread-local", marker -> ThreadLocal.withInitial(() -> comparing(marker)).get())
        .list();
  }

  /** The deed as something that runs, with its refusal where a refusal belongs. */
  private static Runnable attempt(String marker) {
    return () -> comparing(marker);
  }

  private static int comparing(String marker) {
    try {
      Deed.burn(marker);
      return 0;
    } catch (java.io.IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  private static void join(Thread thread) throws InterruptedException {
    thread.setUncaughtExceptionHandler((dead, thrown) -> {});
    thread.start();
    thread.join();
  }

  private static void virtual(String marker) throws Exception {
    Thread thread =
        (Thread)
            Thread.class
                .getMethod("startVirtualThread", Runnable.class)
                .invoke(null, attempt(marker));
    thread.join();
  }

  private static void phaser(String marker) {
    new Phaser(1) {
      @Override
      protected boolean onAdvance(int phase, int parties) {
        return comparing(marker) == 0;
      }
    }.arrive();
  }

  private static void timer(String marker) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Timer timer = new Timer(true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            try {
              comparing(marker);
            } finally {
              ended.countDown();
            }
          }
        },
        0);
    ended.await();
  }

  private static void cleaner(String marker) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Runnable attempt = attempt(marker);
    Cleaner.create()
        .register(
            new Object(),
            () -> {
              try {
                attempt.run();
              } finally {
                ended.countDown();
              }
            });
    collectUntil(ended);
  }

  private static void finaliser(String marker) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    new Finalised(marker, ended);
    collectUntil(ended);
  }

  private static void collectUntil(CountDownLatch ended) throws InterruptedException {
    while (!ended.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      System.gc();
    }
  }

  private static final class Finalised {
    private final String marker;
    private final CountDownLatch ended;

    Finalised(String marker, CountDownLatch ended) {
      this.marker = marker;
      this.ended = ended;
    }

    @Override
    @SuppressWarnings({"deprecation", "removal", "Finalize"})
    protected void finalize() {
      try {
        comparing(marker);
      } finally {
        ended.countDown();
      }
    }
  }

  private static void uncaught(String marker) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              throw new IllegalStateException("on purpose");
            });
    CountDownLatch ended = new CountDownLatch(1);
    thread.setUncaughtExceptionHandler(
        (dead, thrown) -> {
          try {
            comparing(marker);
          } finally {
            ended.countDown();
          }
        });
    thread.start();
    ended.await();
  }

  private static void signal(String marker) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Signal.handle(
        new Signal("CONT"),
        received -> {
          try {
            comparing(marker);
          } finally {
            ended.countDown();
          }
        });
    Signal.raise(new Signal("CONT"));
    ended.await();
  }

  private static void initialiser(String marker) throws Exception {
    Initialised.marker = marker;
    try {
      Class.forName(
              Initialised.class.getName() + "$Inner", true, Initialised.class.getClassLoader())
          .getDeclaredConstructor()
          .newInstance();
    } catch (InvocationTargetException refused) {
      throw new IllegalStateException(refused.getCause());
    }
  }

  /** What its inner class burns while it is initialised. */
  static final class Initialised {
    static volatile String marker = "";

    private Initialised() {}

    static final class Inner {
      static {
        comparing(marker);
      }
    }
  }
}
