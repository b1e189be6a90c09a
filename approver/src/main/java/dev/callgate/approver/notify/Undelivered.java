package dev.callgate.approver.notify;

/** A channel did not take a notification. The message is one line without any secret. */
final class Undelivered extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean forGood;

  /** {@code forGood} when another try would end in the same way. */
  Undelivered(String why, boolean forGood) {
    super(why);
    this.forGood = forGood;
  }

  boolean isForGood() {
    return forGood;
  }
}
