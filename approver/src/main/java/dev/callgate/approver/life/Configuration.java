package dev.callgate.approver.life;

import java.util.List;

/**
 * What an approver was started with, as the audit log keeps it: whose word counts there.
 *
 * @param v the version of this form, 1
 * @param publicKey the key that signs its decisions and checkpoints, in its written form
 * @param reviewers the people who may decide, and their groups
 * @param enrolment the names of the tokens with which JVMs enrol
 */
public record Configuration(
    int v, String publicKey, List<Person> reviewers, List<String> enrolment) {
  /** The version this code writes. */
  public static final int VERSION = 1;
}
