package dev.callgate.testapps.shapes;

import java.util.concurrent.ConcurrentHashMap;

/**
 * What the bodies really did. Public, because one of them is defined by a second class loader,
 * which makes its package a different one.
 */
public final class Effects {
  /** How often a body ran, by the name of the case that was running. */
  public static final ConcurrentHashMap<String, Integer> RUNS = new ConcurrentHashMap<>();

  private static volatile String current = "no case";

  private Effects() {}

  /** The first statement of every body. */
  public static void ran() {
    RUNS.merge(current, 1, Integer::sum);
  }

  static void begin(String caseName) {
    current = caseName;
    RUNS.put(caseName, 0);
  }

  static int runs(String caseName) {
    return RUNS.getOrDefault(caseName, 0);
  }
}
