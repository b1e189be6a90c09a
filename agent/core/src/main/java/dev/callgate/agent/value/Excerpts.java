package dev.callgate.agent.value;

import dev.callgate.policy.ArgumentPart;
import dev.callgate.policy.condition.PartReader;
import java.util.List;
import java.util.Set;

/**
 * What the rules of a call look at besides its arguments as they are. Immutable.
 *
 * @param read parts that are shown by themselves, or that a message speaks of
 * @param hidden parts that nobody may see, wherever they stand
 * @param unshown indexes of arguments of which a reviewer sees nothing, and of which identity is
 *     enough where they are too large to be read
 * @param accessors reads them
 */
public record Excerpts(
    List<ArgumentPart> read,
    List<ArgumentPart> hidden,
    Set<Integer> unshown,
    PartReader accessors) {
  /** The arguments as they are, and nothing else. */
  public static final Excerpts NONE = new Excerpts(List.of(), List.of(), Set.of(), PartReader.NONE);

  public Excerpts {
    read = List.copyOf(read);
    hidden = List.copyOf(hidden);
    unshown = Set.copyOf(unshown);
  }

  boolean isNone() {
    return read.isEmpty() && hidden.isEmpty();
  }
}
