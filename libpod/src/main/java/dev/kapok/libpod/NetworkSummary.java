package dev.kapok.libpod;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network as lists show it.
 *
 * @param id 64 hexadecimal digits
 * @param created in nanoseconds since the epoch
 * @param fixed whether it is the default network or one of others, which are never removed
 * @param users how many containers join it
 */
public record NetworkSummary(
    String name,
    String id,
    String driver,
    long created,
    Map<String, String> labels,
    boolean fixed,
    int users) {
  /** Copies the map; it keeps its order. */
  public NetworkSummary {
    labels = new LinkedHashMap<>(labels);
  }
}
