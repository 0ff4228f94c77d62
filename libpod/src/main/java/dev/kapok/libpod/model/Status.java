package dev.kapok.libpod.model;

/**
 * Where a container is in its life. The legal moves stand in {@code
 * dev.kapok.libpod.verb.Transitions}.
 */
public enum Status {
  /** Recorded, never started, or cleaned up for another start: podman's "Created". */
  CONFIGURED("created"),
  /** The runtime made it; its process waits to be started. */
  CREATED("initialized"),
  /** Its process runs. */
  RUNNING("running"),
  /** Frozen. */
  PAUSED("paused"),
  /** It was told to stop. */
  STOPPING("stopping"),
  /** Its process ended; mounts and network may still be there. */
  STOPPED("stopped"),
  /** Its process ended and all was cleaned up. */
  EXITED("exited"),
  /** It is being removed. */
  REMOVING("removing");

  private final String word;

  Status(String word) {
    this.word = word;
  }

  /** Returns the word users see in {@code ps} and {@code inspect}. */
  public String word() {
    return word;
  }

  /** Returns the status whose constant has this name. */
  public static Status parse(String name) {
    for (Status status : values()) {
      if (status.name().equals(name)) {
        return status;
      }
    }
    throw new IllegalArgumentException("no such status: " + name);
  }

  /** Tells whether a container in this state has a process. */
  public boolean hasProcess() {
    return this == CREATED || this == RUNNING || this == PAUSED || this == STOPPING;
  }
}
