package dev.callgate.agent.value;

import dev.callgate.policy.ArgumentPart;
import dev.callgate.policy.condition.PartReader;
import java.util.List;

/**
 * What the rules of a call look at besides its arguments as they are. Immutable.
 *
 * @param read parts that are shown by themselves, or that a message speaks of
 * @param hidden parts that nobody may see, wherever they stand
 * @param accessors reads them
 */
public record Excerpts(List<ArgumentPart> read, List<ArgumentPart> hidden, PartReader accessors) {
  /** The arguments as they are, and nothing else. */
  public static final Excerpts NONE = new Excerpts(List.of(), List.of(), PartReader.NONE);

  public Excerpts {
    read = List.copyOf(read);
    hidden = List.copyOf(hidden);
  }

  boolean isNone() {
    return read.isEmpty() && hidden.isEmpty();
  }
}
