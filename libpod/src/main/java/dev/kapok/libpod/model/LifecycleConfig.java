package dev.kapok.libpod.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a container ends, is logged and is cleaned up.
 *
 * @param autoRemove whether it is removed when its process ends ({@code --rm})
 * @param stopSignal a number; null in a request: the image's, else SIGTERM
 * @param stopTimeout how long stop waits before it kills, in seconds
 * @param logDriver "k8s-file" or "none"
 * @param logPath null for the default place
 * @param logSizeMax in bytes, −1 for no limit
 * @param conmonPidFile where conmon's pid is written besides, or null
 * @param pidFile where the container's pid is written besides, or null
 * @param createCommand the command line that made the container, without secrets
 */
public record LifecycleConfig(
    boolean autoRemove,
    RestartPolicy restart,
    @Nullable Integer stopSignal,
    int stopTimeout,
    String logDriver,
    @Nullable String logPath,
    long logSizeMax,
    @Nullable String conmonPidFile,
    @Nullable String pidFile,
    List<String> createCommand) {
  /** Copies the command. */
  public LifecycleConfig {
    createCommand = List.copyOf(createCommand);
  }
}
