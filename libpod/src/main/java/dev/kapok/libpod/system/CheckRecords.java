package dev.kapok.libpod.system;

import dev.kapok.image.CheckImages;
import dev.kapok.libpod.CheckReport;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.sql.SqlStatement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the records of images, containers and layers with each other. */
final class CheckRecords {
  /** A container on a folder of the user's own ({@code --rootfs}) has no image and no layer. */
  private static final String WITHOUT_LAYER =
      "select id from containers where image_id<>''"
          + " and id not in (select container_id from container_layers)";

  private static final String WITHOUT_CONTAINER =
      "select container_id from container_layers where container_id not in"
          + " (select id from containers)";

  private final EngineParts parts;
  private final Set<String> damagedLayers;

  CheckRecords(EngineParts parts, Set<String> damagedLayers) {
    this.parts = parts;
    this.damagedLayers = damagedLayers;
  }

  void run(CheckReport report) {
    Map<String, List<String>> images =
        new CheckImages(parts.images(), parts.layerStore()).run(damagedLayers);
    report.images().putAll(images);
    for (String image : images.keySet()) {
      for (String id : parts.containers().ofImage(image)) {
        CheckReport.add(
            report.containers(), id, "container " + id + ": its image " + image + " is damaged");
      }
    }
    query(WITHOUT_LAYER, "it has lost the record of its layer", report);
    query(WITHOUT_CONTAINER, "there is only the record of its layer", report);
  }

  private void query(String sql, String problem, CheckReport report) {
    try (SqlStatement row = parts.database().prepare(sql)) {
      while (row.step()) {
        String id = row.text(0);
        if (id != null) {
          CheckReport.add(report.containers(), id, "container " + id + ": " + problem);
        }
      }
    }
  }
}
