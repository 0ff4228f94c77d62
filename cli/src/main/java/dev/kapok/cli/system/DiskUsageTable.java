package dev.kapok.cli.system;

import dev.kapok.cli.format.Headings;
import dev.kapok.cli.format.HumanSize;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.libpod.DiskUsage;
import dev.kapok.libpod.model.Status;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The three lines of {@code system df}. */
final class DiskUsageTable {
  private static final String OWN =
      "table {{.Type}}\t{{.Total}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}";

  private final List<Line> lines;

  DiskUsageTable(DiskUsage usage) {
    this.lines = List.of(images(usage), containers(usage), volumes(usage));
  }

  private record Line(String type, int total, int active, long size, long reclaimable) {}

  /** An image counts as often as it has names, as in the list of images. */
  private static Line images(DiskUsage usage) {
    int total = 0;
    int active = 0;
    for (DiskUsage.Image image : usage.images()) {
      int names = Math.max(1, image.summary().names().size());
      total += names;
      active += image.containers() > 0 ? names : 0;
    }
    return new Line("Images", total, active, usage.imageBytes(), usage.unusedImageBytes());
  }

  private static Line containers(DiskUsage usage) {
    int active = 0;
    long size = 0;
    long reclaimable = 0;
    for (DiskUsage.Container container : usage.containers()) {
      long own = Math.max(0, container.summary().rwSize());
      boolean runs = container.summary().status() == Status.RUNNING;
      active += runs ? 1 : 0;
      size += own;
      reclaimable += runs ? 0 : own;
    }
    return new Line("Containers", usage.containers().size(), active, size, reclaimable);
  }

  private static Line volumes(DiskUsage usage) {
    int active = 0;
    long size = 0;
    long reclaimable = 0;
    for (DiskUsage.Volume volume : usage.volumes()) {
      active += volume.links() > 0 ? 1 : 0;
      size += volume.size();
      reclaimable += volume.links() > 0 ? 0 : volume.size();
    }
    return new Line("Local Volumes", usage.volumes().size(), active, size, reclaimable);
  }

  String render(@Nullable String format) {
    if (format != null && OutputFormat.isJson(format)) {
      return json();
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Line line : lines) {
      rows.add(fields(line));
    }
    return new OutputFormat("df", format == null ? OWN : format)
        .render(Headings.of(rows.get(0), Map.of()), rows, false);
  }

  private static Map<String, Object> fields(Line line) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Type", line.type);
    fields.put("Total", (long) line.total);
    fields.put("Active", (long) line.active);
    fields.put("RawSize", line.size);
    fields.put("RawReclaimable", line.reclaimable);
    fields.put("TotalCount", (long) line.total);
    fields.put("Size", HumanSize.fine(line.size));
    fields.put("Reclaimable", reclaimable(line));
    return fields;
  }

  private static String reclaimable(Line line) {
    long percent = line.size == 0 ? 0 : Math.round(100.0 * line.reclaimable / line.size);
    return HumanSize.fine(line.reclaimable) + " (" + percent + "%)";
  }

  private String json() {
    JsonWriter json = new JsonWriter("    ");
    json.beginArray();
    for (Line line : lines) {
      json.beginObject().field("Type", line.type);
      json.field("Total", line.total).field("Active", line.active);
      json.field("RawSize", line.size).field("RawReclaimable", line.reclaimable);
      json.field("TotalCount", line.total);
      json.field("Size", HumanSize.fine(line.size));
      json.field("Reclaimable", reclaimable(line)).endObject();
    }
    return json.endArray() + "\n";
  }
}
