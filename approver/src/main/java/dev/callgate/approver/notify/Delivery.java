package dev.callgate.approver.notify;

import java.util.List;

/** Hands messages to one kind of channel. Blocks until it has taken them. Thread-safe. */
interface Delivery {
  /**
   * Hands over messages that belong together, usually one.
   *
   * @throws Undelivered when the channel has not taken them, or may not have
   */
  void deliver(List<Message> messages) throws Undelivered, InterruptedException;
}
