package dev.kapok.libpod.model;

/**
 * Where a container is in its life. The legal moves stand in {@code
 * dev.kapok.libpod.verb.Transitions}.
 */
public enum Status {
  /** Recorded, never started, or cleaned up for another start: podman's "Created". */
  CONFIGURED("created", "Created"),
  /** The runtime made it; its process waits to be started. */
  CREATED("initialized", "Initialized"),
  /** Its process runs. */
  RUNNING("running", "Up"),
  /** Frozen. */
  PAUSED("paused", "Paused"),
  /** It was told to stop. */
  STOPPING("stopping", "Stopping"),
  /** Its process ended; mounts and network may still be there. */
  STOPPED("stopped", "Exited"),
  /** Its process ended and all was cleaned up. */
  EXITED("exited", "Exited"),
  /** It is being removed. */
  REMOVING("removing", "Removing");

  private final String word;
  private final String title;

  Status(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** Returns the word with which {@code ps} begins what it says of the status. */
  public String title() {
    return title;
  }

  /** Returns the word users see in {@code inspect} and in lists made for programs. */
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
