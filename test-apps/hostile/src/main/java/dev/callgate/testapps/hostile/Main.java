package dev.callgate.testapps.hostile;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Goes the routes of some groups, one after the other, each on a thread of its own. */
public final class Main {
  private static final long MOST_MILLIS = 60_000;

  private Main() {}

  /**
   * Prints {@code ROUTE name END} per route, where END is {@code done}, {@code threw CLASS:
   * MESSAGE}, {@code did not come back} or {@code not in this Java}. What counts is the file:
   * {@code DIRECTORY} then holds one for each route that did its deed. Exit status 0, or 2 for a
   * wrong argument.
   *
   * @param args {@code DIRECTORY PREFIX...}: where the files go, and which routes, by the start of
   *     their names
   */
  public static void main(String[] args) throws InterruptedException {
    List<Route> routes =
        args.length < 2
            ? List.of()
            : routes()
                .filter(route -> Arrays.stream(args).skip(1).anyMatch(route.name()::startsWith))
                .toList();
    if (routes.isEmpty()) {
      System.err.println("usage: hostile DIRECTORY PREFIX...");
      System.exit(2);
    }
    // Routes replace System.out, too.
    PrintStream out = System.out;
    for (Route route : routes) {
      out.println("ROUTE " + route.name() + " " + go(route, Path.of(args[0])));
    }
  }

  static Stream<Route> routes() {
    return Stream.of(
            CallRoutes.list(),
            ThreadRoutes.list(),
            CopyRoutes.list(),
            GateRoutes.list(),
            UnsafeRoutes.list(),
            LanguageRoutes.list(),
            ArgumentRoutes.list(),
            ExhaustionRoutes.list(),
            HeapRoutes.list(),
            StrippedRoutes.list(),
            OpenedRoutes.list(),
            NativeRoutes.list(),
            AttachRoutes.list(),
            OptionRoutes.list(),
            MemoryRoutes.list())
        .flatMap(List::stream);
  }

  static String go(Route route, Path directory) throws InterruptedException {
    if (!route.exists()) {
      return "not in this Java";
    }
    String marker = directory.resolve(route.marker()).toString();
    String[] end = {"did not come back"};
    Thread thread =
        new Thread(
            () -> {
              try {
                route.attack().on(marker);
                end[0] = "done";
              } catch (Throwable thrown) {
                end[0] = "threw " + describe(thrown);
              }
            },
            route.name());
    thread.setDaemon(true);
    thread.start();
    thread.join(MOST_MILLIS);
    return end[0];
  }

  private static String describe(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < 20 && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return String.join(" / ", root.toString().lines().toList());
  }
}
