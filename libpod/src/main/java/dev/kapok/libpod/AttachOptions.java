package dev.kapok.libpod;

/**
 * How this process joins a container.
 *
 * @param stdinFd the descriptor that feeds it, −1 for none
 * @param stdoutFd where its output goes, −1 to drop it
 * @param stderrFd where its errors go, −1 to drop them
 * @param detachKeys as typed: "ctrl-p,ctrl-q"; empty for none
 * @param signalProxy whether signals that this process gets are sent to the container
 */
public record AttachOptions(
    int stdinFd, int stdoutFd, int stderrFd, String detachKeys, boolean signalProxy) {
  /** Refuses keys that are none, before anything is made. */
  public AttachOptions {
    DetachKeys.parse(detachKeys);
  }
}
