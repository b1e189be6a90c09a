package dev.callgate.approver.store;

import org.jdbi.v3.core.HandleCallback;

/** Transactions on one kind of database; what they mean stands at {@link Database}. */
interface Engine extends AutoCloseable {
  <T, X extends Exception> T write(HandleCallback<T, X> work) throws X;

  <T, X extends Exception> T read(HandleCallback<T, X> work) throws X;

  /** Runs {@code look} when another process may have committed something, until the end. */
  void follow(Runnable look);

  @Override
  void close();
}
