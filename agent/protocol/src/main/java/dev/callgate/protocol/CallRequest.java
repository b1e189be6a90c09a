package dev.callgate.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of a call that waits, signed by the JVM in which it waits.
 *
 * @param v the version of this form, 1
 * @param requestId names the call, 128 random bits
 * @param nonce 128 random bits that a decision has to repeat
 * @param jvm the id that this JVM drew at its start; a decision for another JVM is refused
 * @param application the configured name
 * @param environment the configured environment, or null
 * @param method what wants to run
 * @param rules the rules that hold it, strictest first
 * @param ruleSetDigest which policies were in force
 * @param arguments what the reviewer sees, in declared order
 * @param argsDigest the salted digest of all arguments, redacted ones included
 * @param receiver the receiver's class, or null for static methods and constructors
 * @param decisions what a person may decide
 * @param demands who has to say yes, one entry for each rule that asks; a yes has to meet them all
 * @param requester the person for whom the call is made, as the program says, or null when it names
 *     nobody: then the JVM itself asks, which can never decide
 * @param covers what else an approval lets through
 * @param expiresInMillis how long the JVM will wait, counted on its monotonic clock from now
 * @param createdAtMillis the JVM's wall clock, epoch milliseconds; for display only
 * @param context where the call came from
 * @param repeats what holds when the same call comes again
 */
public record CallRequest(
    int v,
    String requestId,
    String nonce,
    String jvm,
    String application,
    @Nullable String environment,
    GatedMethod method,
    List<AppliedRule> rules,
    String ruleSetDigest,
    List<Argument> arguments,
    String argsDigest,
    @Nullable String receiver,
    List<Verdict> decisions,
    List<Demand> demands,
    @Nullable String requester,
    List<Covered> covers,
    long expiresInMillis,
    long createdAtMillis,
    CallContext context,
    Repeats repeats) {

  /** The version this code writes and reads. */
  public static final int VERSION = 1;

  /** A call that every time is asked about anew. */
  public CallRequest(
      int v,
      String requestId,
      String nonce,
      String jvm,
      String application,
      @Nullable String environment,
      GatedMethod method,
      List<AppliedRule> rules,
      String ruleSetDigest,
      List<Argument> arguments,
      String argsDigest,
      @Nullable String receiver,
      List<Verdict> decisions,
      List<Demand> demands,
      @Nullable String requester,
      List<Covered> covers,
      long expiresInMillis,
      long createdAtMillis,
      CallContext context) {
    this(
        v,
        requestId,
        nonce,
        jvm,
        application,
        environment,
        method,
        rules,
        ruleSetDigest,
        arguments,
        argsDigest,
        receiver,
        decisions,
        demands,
        requester,
        covers,
        expiresInMillis,
        createdAtMillis,
        context,
        Repeats.NONE);
  }
}
