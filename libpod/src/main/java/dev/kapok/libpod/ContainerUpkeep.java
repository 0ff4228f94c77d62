package dev.kapok.libpod;

/**
 * Puts in order what containers leave behind when they, or the commands that handled them, end.
 *
 * <p>Every step may be repeated. Failures are reported as in {@link ContainerLifecycle}.
 */
public interface ContainerUpkeep {
  /**
   * Undoes what a container's start did, once its process ended: mounts, network, cgroup; then acts
   * on its restart policy, or removes it where that was asked at creation. Called by conmon's exit
   * command.
   *
   * @param stoppedOnly whether a running container is left alone instead of refused
   * @param remove whether it is removed in any case
   */
  void cleanup(String nameOrId, boolean stoppedOnly, boolean remove);

  /**
   * Starts a container because its restart policy says so and the delay is over.
   *
   * @param finished when it ended, in nanoseconds since the epoch; where it ended again since, or
   *     somebody stopped or started it, nothing happens
   */
  void startAgain(String nameOrId, long finished);

  /**
   * Removes what belongs to no container any more, after a crash in the midst of a removal. Cheap;
   * {@code rm} ends with it.
   *
   * @param patient whether a removal that another process is about to finish is waited for; else it
   *     is left alone
   */
  void sweep(boolean patient);
}
