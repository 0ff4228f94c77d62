package dev.kapok.libpod.model;

/**
 * What happens when a container's process ends by itself.
 *
 * @param retries how often ON_FAILURE tries; 0 for without limit
 */
public record RestartPolicy(Kind kind, int retries) {
  /** Never started again. */
  public static final RestartPolicy NO = new RestartPolicy(Kind.NO, 0);

  /** When it is started again. UNLESS_STOPPED differs from ALWAYS only at boot. */
  public enum Kind {
    NO,
    ON_FAILURE,
    ALWAYS,
    UNLESS_STOPPED
  }
}
