package dev.callgate.approver.passkey;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Challenges that wait for their answer: 256 random bits, each for one purpose, good once and for a
 * short time. In memory, and so few that nobody fills it by asking; with several approvers the one
 * that was asked has to be answered. Thread-safe.
 */
final class Challenges {
  static final Duration LASTS = Duration.ofMinutes(3);
  private static final int MOST = 4096;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  private record Waiting(String purpose, long until) {}

  Challenges(Clock clock) {
    this.clock = clock;
  }

  /** A new one, in base64url, to be answered for {@code purpose} only. */
  String issue(String purpose) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    long now = clock.millis();
    synchronized (waiting) {
      waiting.values().removeIf(each -> each.until() <= now);
      if (waiting.size() == MOST) {
        Iterator<String> oldest = waiting.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
      waiting.put(challenge, new Waiting(purpose, now + LASTS.toMillis()));
    }
    return challenge;
  }

  /** Whether this was issued for {@code purpose} and is good; it is not good again. */
  boolean take(String challenge, String purpose) {
    Waiting found;
    synchronized (waiting) {
      found = waiting.remove(challenge);
    }
    return found != null && found.purpose().equals(purpose) && clock.millis() < found.until();
  }
}
