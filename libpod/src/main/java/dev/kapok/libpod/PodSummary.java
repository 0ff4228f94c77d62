package dev.kapok.libpod;

import dev.kapok.libpod.model.Pod;
import java.util.List;

/**
 * A pod and its containers as they are now.
 *
 * @param containers the one that holds the namespaces first, then by their age
 */
public record PodSummary(Pod pod, List<ContainerSummary> containers) {
  /** Copies the list. */
  public PodSummary {
    containers = List.copyOf(containers);
  }

  /**
   * Returns what its containers' states make of it, as podman-pod-ps(1) names it: "Created",
   * "Running", "Degraded", "Paused", "Exited", "Stopped".
   */
  public String status() {
    int running = 0;
    int paused = 0;
    int ended = 0;
    for (int i = 0; i < containers.size(); i++) {
      switch (containers.get(i).status()) {
        case RUNNING, STOPPING -> running++;
        case PAUSED -> paused++;
        case STOPPED, EXITED -> ended++;
        case CONFIGURED, CREATED, REMOVING -> {
          // Neither lives nor has ended.
        }
      }
    }
    return status(running, paused, ended);
  }

  private String status(int running, int paused, int ended) {
    int all = containers.size();
    if (running > 0) {
      return running < all ? "Degraded" : "Running";
    }
    if (paused > 0) {
      return paused < all ? "Degraded" : "Paused";
    }
    if (ended > 0) {
      return ended < all ? "Stopped" : "Exited";
    }
    return "Created";
  }
}
