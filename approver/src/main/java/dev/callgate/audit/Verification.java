package dev.callgate.audit;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a log after it was verified.
 *
 * @param origin which log, or null when its checkpoint could not be read
 * @param size how many entries its checkpoint says
 * @param root the root of the tree over the entries that are there, or null
 * @param signedBy the trusted key that has signed the checkpoint, or null
 * @param earlier how many entries the earlier checkpoint says, or null when none was given
 * @param entries how many there are of each type
 * @param signatures how many were verified
 * @param reviews how many of the reviews that decided carry their reviewer's own signature, which a
 *     trust bundle that was given verifies
 * @param wrong what is wrong, empty when the log is intact; at most {@link #MOST} of them
 * @param wrongInAll how many there are, with those that are left out
 */
public record Verification(
    @Nullable String origin,
    long size,
    @Nullable String root,
    @Nullable String signedBy,
    @Nullable Long earlier,
    SortedMap<String, Long> entries,
    long signatures,
    long reviews,
    List<Finding> wrong,
    long wrongInAll) {
  /** How many findings are told. */
  public static final int MOST = 100;

  /** Whether nothing is wrong. */
  public boolean intact() {
    return wrongInAll == 0;
  }
}
