package dev.callgate.agent.start;

/**
 * The class on which the agent proves itself at every start: woven from its own bytes into a loader
 * of its own.
 */
public final class Canary {
  /** How often the body ran. */
  public int runs;

  /** The gated method. */
  public long sing(int times, String song) {
    runs++;
    return (long) times * song.length();
  }
}
