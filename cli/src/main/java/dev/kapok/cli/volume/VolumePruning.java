package dev.kapok.cli.volume;

import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.Volumes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Removes volumes that no container uses. */
public final class VolumePruning {
  private VolumePruning() {}

  /** Returns those that fit. */
  public static List<VolumeSummary> unused(Volumes volumes, VolumeFilter filter) {
    List<VolumeSummary> unused = new ArrayList<>();
    for (VolumeSummary volume : filter.apply(volumes.list())) {
      if (volume.users() == 0) {
        unused.add(volume);
      }
    }
    return unused;
  }

  /** Removes volumes; those that somebody uses by now stay. Returns names with sizes in bytes. */
  public static Map<String, Long> remove(Volumes volumes, List<VolumeSummary> unused) {
    Map<String, Long> removed = new LinkedHashMap<>();
    for (VolumeSummary volume : unused) {
      long size = volumes.removeUnused(volume.name());
      if (size >= 0) {
        removed.put(volume.name(), size);
      }
    }
    return removed;
  }
}
