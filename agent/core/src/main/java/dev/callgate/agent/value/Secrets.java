package dev.callgate.agent.value;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What hidden values say, so that it is hidden where it is said again. Not thread-safe. */
final class Secrets {
  /** None; never added to. */
  static final Secrets NONE = new Secrets();

  // A shorter text stands inside many that have nothing to do with it.
  private static final int SHORTEST_WITHIN = 4;

  private final Set<String> texts = new HashSet<>();
  private boolean everything;

  /** Whether a text is one of them, or says one of them. */
  boolean hides(String text) {
    if (everything) {
      return true;
    }
    if (texts.isEmpty()) {
      return false;
    }
    if (texts.contains(text)) {
      return true;
    }
    for (String secret : texts) {
      if (secret.length() >= SHORTEST_WITHIN && text.contains(secret)) {
        return true;
      }
    }
    return false;
  }

  /** Where nobody can say what else the hidden values are part of. */
  void hideEverything() {
    everything = true;
  }

  void addAll(Collection<String> more) {
    for (String text : more) {
      add(text);
    }
  }

  private void add(String text) {
    if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
      texts.add(text);
    }
  }

  /**
   * Adds what a value says.
   *
   * @param start the position from which on things are part of it
   * @return false when it shares something with what was read before
   */
  boolean addAll(Value value, int start) {
    boolean all = true;
    if (value instanceof Value.Scalar scalar) {
      if (!scalar.isName()) {
        add(scalar.text());
      }
    } else if (value instanceof Value.Reference reference) {
      all = reference.position() >= start;
    } else if (value instanceof Value.Elements elements) {
      for (Value each : elements.values()) {
        all &= addAll(each, start);
      }
    } else if (value instanceof Value.Fields fields) {
      for (Value each : fields.namesAndValues()) {
        all &= addAll(each, start);
      }
    }
    return all;
  }

  /** Whether a value says exactly this text somewhere. */
  static boolean isSaid(String text, Value value) {
    if (value instanceof Value.Scalar scalar) {
      return !scalar.isName() && scalar.text().equals(text);
    }
    if (value instanceof Value.Elements elements) {
      for (Value each : elements.values()) {
        if (isSaid(text, each)) {
          return true;
        }
      }
    } else if (value instanceof Value.Fields fields) {
      for (Value each : fields.namesAndValues()) {
        if (isSaid(text, each)) {
          return true;
        }
      }
    }
    return false;
  }
}
