package dev.kapok.libpod;

/**
 * A volume as lists show it; its driver is always "local".
 *
 * @param created in nanoseconds since the epoch
 * @param anonymous whether it was made for a container without being named
 * @param labels a JSON object of texts
 * @param options the driver's, a JSON object of texts
 * @param users how many containers use it
 */
public record VolumeSummary(
    String name, long created, boolean anonymous, String labels, String options, int users) {
  /** Returns one without labels and options that nobody uses yet. */
  public static VolumeSummary plain(String name, long created, boolean anonymous) {
    return new VolumeSummary(name, created, anonymous, "{}", "{}", 0);
  }
}
