package dev.kapok.libpod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a check found: for the ids of layers, images and containers, sentences about their damage;
 * the ids of what was removed to repair it; and sentences about what could not be repaired. Filled
 * by the check; its maps keep their order.
 */
public record CheckReport(
    Map<String, List<String>> layers,
    Map<String, List<String>> images,
    Map<String, List<String>> containers,
    List<String> removedLayers,
    List<String> removedImages,
    List<String> removedContainers,
    List<String> failures) {
  /** Makes a report to be filled. */
  public static CheckReport empty() {
    return new CheckReport(
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** Tells whether something is not as it should be. */
  public boolean damaged() {
    return !layers.isEmpty() || !images.isEmpty() || !containers.isEmpty();
  }

  /** Adds a sentence about a layer, an image or a container. */
  public static void add(Map<String, List<String>> kind, String id, String problem) {
    kind.computeIfAbsent(id, _ -> new ArrayList<>()).add(problem);
  }
}
