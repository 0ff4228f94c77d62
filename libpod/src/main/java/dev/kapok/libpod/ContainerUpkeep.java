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
   * Removes what belongs to no container any more, after a crash in the midst of a removal. Cheap;
   * {@code rm} ends with it.
   */
  void sweep();
}
