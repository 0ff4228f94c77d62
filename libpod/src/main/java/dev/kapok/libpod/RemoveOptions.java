package dev.kapok.libpod;

import org.jspecify.annotations.Nullable;

/**
 * How a container is removed.
 *
 * @param force whether a running one is killed first
 * @param volumes whether its anonymous volumes go too
 * @param infra whether it goes, and its pod with it, also where it holds the namespaces of a pod
 * @param timeout how long a running one gets to stop, in seconds; null for its own
 */
public record RemoveOptions(
    boolean force, boolean volumes, boolean infra, @Nullable Integer timeout) {
  /** Only if it does not run; volumes stay. */
  public static final RemoveOptions PLAIN = new RemoveOptions(false, false, null);

  /** Describes the removal of what holds no pod's namespaces. */
  public RemoveOptions(boolean force, boolean volumes, @Nullable Integer timeout) {
    this(force, volumes, false, timeout);
  }
}
