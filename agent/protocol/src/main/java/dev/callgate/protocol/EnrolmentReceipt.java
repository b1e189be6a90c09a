package dev.callgate.protocol;

/**
 * The approver's signed answer to an enrolment. It tells the JVM at its start, not at its first
 * held call, whether the pinned key is the right one.
 *
 * @param v the version of this form, 1
 * @param jvm the enrolled JVM
 * @param challenge the enrolment's challenge
 * @param enrolledAtMillis the approver's clock, epoch milliseconds
 */
public record EnrolmentReceipt(int v, String jvm, String challenge, long enrolledAtMillis) {
  /** The version this code writes and reads. */
  public static final int VERSION = 1;
}
