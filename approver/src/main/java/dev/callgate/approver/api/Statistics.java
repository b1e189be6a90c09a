package dev.callgate.approver.api;

import java.util.List;

/**
 * How people decide: whether their yes still means that somebody looked.
 *
 * @param sinceMillis what came later is counted, epoch milliseconds
 * @param nowMillis the approver's clock at the time of the answer
 * @param quickMillis a review that came sooner after its request is a quick one
 * @param requests how many requests were looked at: the latest, at most {@link #MOST}
 * @param people each who has reviewed any of them, by name
 * @param rules each that has held any of them, by id
 */
public record Statistics(
    long sinceMillis,
    long nowMillis,
    long quickMillis,
    int requests,
    List<OfPerson> people,
    List<OfRule> rules) {
  /** The most requests that are looked at. */
  public static final int MOST = 10_000;

  /** Nobody reads a call and thinks about it in less. */
  public static final long QUICK_MILLIS = 5_000;

  /**
   * One person's reviews: the last one of each request.
   *
   * @param name who
   * @param reviews how many
   * @param approvals how many of them approved, edited or responded
   * @param rejections how many rejected
   * @param quick how many of them came within {@link Statistics#quickMillis}
   * @param medianMillis half of them came within this time of their request
   * @param quickestMillis the quickest came within this time
   */
  public record OfPerson(
      String name,
      int reviews,
      int approvals,
      int rejections,
      int quick,
      long medianMillis,
      long quickestMillis) {}

  /**
   * One rule's requests. A request that several rules hold is in the numbers of each.
   *
   * @param rule its id
   * @param requests how many
   * @param approvals how many people approved, edited or responded to, when asked
   * @param rejections how many people rejected, when asked
   * @param granted how many were let through by a grant
   * @param repeated how many were refused because the very same call had been rejected before
   * @param expired how many nobody decided in time
   * @param withdrawn how many the program gave up
   * @param pending how many wait
   * @param medianMillis half of those that people decided were decided within this time
   */
  public record OfRule(
      String rule,
      int requests,
      int approvals,
      int rejections,
      int granted,
      int repeated,
      int expired,
      int withdrawn,
      int pending,
      long medianMillis) {}
}
