package dev.callgate.approver.life;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each JVM was heard of last. In memory: JVMs poll all the time, and a write to the disk for
 * each poll would serve nobody. Thread-safe.
 */
public final class Presence {
  private final Map<String, Long> lastSeen = new ConcurrentHashMap<>();
  private final Clock clock;

  /** Nobody was heard of yet. */
  public Presence(Clock clock) {
    this.clock = clock;
  }

  /** This JVM has just shown its session. */
  public void seen(String jvm) {
    lastSeen.put(jvm, clock.millis());
  }

  /** Epoch milliseconds; 0 when not heard of since this approver's start. */
  long lastSeen(String jvm) {
    return lastSeen.getOrDefault(jvm, 0L);
  }
}
