package com.acme;

/** One step of a program, of which a line tells what came of it. */
public final class Step {
  private Step() {}

  /** Prints {@code NAME: done …}, {@code NAME: refused …} or {@code NAME: failed …}. */
  public static void go(String name, Deed deed) {
    try {
      System.out.println(name + ": done " + deed.run());
    } catch (SecurityException refused) {
      System.out.println(name + ": refused " + refused.getMessage());
    } catch (Exception failed) {
      System.out.println(name + ": failed " + failed);
    }
  }

  /** Prints {@code effect: …}: what is really there now, read where it would be. */
  public static void effect(Object seen) {
    System.out.println("effect: " + seen);
  }
}
