package dev.kapok.network;

/** A helper that was started and sets itself up. */
public interface PendingNetwork {
  /**
   * Waits until the namespace is connected and its ports are published, ten seconds at most.
   *
   * @throws NetworkException where the helper failed, with what it said; it is gone then
   */
  void await();
}
