/**
 * What the rules have done in this JVM: {@link dev.callgate.agent.coverage.Coverage} reads the
 * gates' counters, {@link dev.callgate.agent.coverage.CoverageReporter} tells the approver and a
 * file, at the start, from time to time, and at the end.
 */
@NullMarked
package dev.callgate.agent.coverage;

import org.jspecify.annotations.NullMarked;
