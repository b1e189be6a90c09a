package dev.callgate.protocol;

import java.util.List;

/**
 * What the rules have done in one JVM so far, signed by it. A later report replaces an earlier one.
 *
 * @param v the version of this form, 1
 * @param jvm who reports
 * @param seq which report of this JVM it is, from 1
 * @param atMillis the JVM's wall clock, epoch milliseconds
 * @param last whether the JVM is ending, so that no other follows
 * @param ruleSetDigest which policies are in force
 * @param methods methods that carry a gate
 * @param refusedClasses classes that did not load because they could not be gated
 * @param gateFailures calls refused because the gate itself failed before it knew any rule
 * @param strippedClasses how often another agent took gates out of a class, which were put back, or
 *     whose class was then not changed or not loaded
 * @param rules every rule, in the order of the policies
 * @param rulesLeftOut how many rules did not fit into this report; those without calls go first
 */
public record CoverageReport(
    int v,
    String jvm,
    long seq,
    long atMillis,
    boolean last,
    String ruleSetDigest,
    long methods,
    long refusedClasses,
    long gateFailures,
    long strippedClasses,
    List<RuleCoverage> rules,
    long rulesLeftOut) {

  /** The version this code writes and reads. */
  public static final int VERSION = 1;
}
