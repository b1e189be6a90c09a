/**
 * The life of a request, one class per thing that can happen to it: {@linkplain
 * dev.callgate.approver.life.Enrolments a JVM enrols}, {@linkplain
 * dev.callgate.approver.life.Submissions submits}, {@linkplain dev.callgate.approver.life.Reviews a
 * person reviews}, {@linkplain dev.callgate.approver.life.Expiries time runs out}, {@linkplain
 * dev.callgate.approver.life.Endings the JVM says how it ended}.
 *
 * <p>Each is one transaction: the guarded change of state, the signed decision where there is one,
 * and the audit entry. Only after its commit is anybody told ({@link
 * dev.callgate.approver.life.Change}), so that nobody ever acts on what was not recorded.
 */
@NullMarked
package dev.callgate.approver.life;

import org.jspecify.annotations.NullMarked;
