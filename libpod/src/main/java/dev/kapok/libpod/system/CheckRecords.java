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

  /** Those on another driver's layers are passed over. */
  private static final String WITHOUT_CONTAINER =
      "select c.container_id from container_layers c left join layers l on l.id=c.layer_id"
          + " where substr(c.container_id, 1, 64) not in (select id from containers)"
          + " and (l.driver is null or l.driver=?1)";

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
    SqlStatement lost = parts.database().prepare(WITHOUT_LAYER);
    add(lost, "it has lost the record of its layer", report);
    SqlStatement alone = parts.database().prepare(WITHOUT_CONTAINER);
    alone.bind(1, parts.config().storage().driver());
    add(alone, "there is only the record of its layer", report);
  }

  private static void add(SqlStatement row, String problem, CheckReport report) {
    try (row) {
      while (row.step()) {
        String id = row.text(0);
        if (id != null) {
          CheckReport.add(report.containers(), id, "container " + id + ": " + problem);
        }
      }
    }
  }
}
