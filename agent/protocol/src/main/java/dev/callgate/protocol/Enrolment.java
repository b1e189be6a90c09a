package dev.callgate.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A JVM introduces itself: its key, and what it is. Signed by that key, which proves that it holds
 * it.
 *
 * @param v the version of this form, 1
 * @param jvm the id that this JVM drew at its start
 * @param publicKey the JVM's key in its written form
 * @param challenge 128 random bits; the receipt repeats them, signed by the approver
 * @param application the configured name
 * @param environment the configured environment, or null
 * @param ruleSetDigest which policies are in force
 * @param host the machine's name
 * @param pid the process id
 * @param java the JVM's name and version
 * @param agentVersion this agent's version
 */
public record Enrolment(
    int v,
    String jvm,
    String publicKey,
    String challenge,
    String application,
    @Nullable String environment,
    String ruleSetDigest,
    String host,
    long pid,
    String java,
    String agentVersion) {

  /** The version this code writes and reads. */
  public static final int VERSION = 1;
}
