package dev.callgate.protocol;

import java.util.List;

/**
 * What else the approval of a request lets through: calls that the approved body makes while it
 * runs.
 *
 * @param rules the rules that would hold those calls: their ids, or patterns such as {@code
 *     files/*}
 * @param atMost how many calls
 * @param demand what their arguments must be
 * @param parameters the arguments that {@link Demand#SHOWN} is about; empty for every argument
 */
public record Covered(List<String> rules, int atMost, Demand demand, List<String> parameters) {

  /** What the arguments of a covered call must be. */
  public enum Demand {
    /** Values that stand in the request, in the same order. */
    SHOWN,
    /** The request's own arguments, handed on as they are by then. */
    SAME
  }
}
