package dev.kapok.network;

/**
 * Connects a network namespace to the host's network by a program in user space.
 *
 * <p>Starting has three steps, so that the caller can do other work while the helper sets itself
 * up:
 *
 * <pre>{@code
 * NetworkPlan plan = network.plan(request);        // checks; tells addresses for hosts, resolv.conf
 * PendingNetwork pending = network.launch(plan);   // the helper runs
 * …                                                // mount, create the container
 * pending.await();                                 // interface up, ports published
 * }</pre>
 *
 * <p>The helper outlives this process. {@link UserNetworks#stop} ends it, also where {@code await}
 * failed or was never called. Failures are {@link NetworkException}s.
 */
public interface UserNetwork {
  /** Checks a request and tells what it will lead to; starts nothing. */
  NetworkPlan plan(NetworkRequest request);

  /** Starts the helper and returns at once. */
  PendingNetwork launch(NetworkPlan plan);
}
