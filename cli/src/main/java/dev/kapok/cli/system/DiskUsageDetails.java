package dev.kapok.cli.system;

import dev.kapok.cli.format.HumanSize;
import dev.kapok.cli.format.HumanTime;
import dev.kapok.cli.format.TextTable;
import dev.kapok.cli.image.ImageRow;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.DiskUsage;
import java.util.ArrayList;
import java.util.List;

/** The three tables of {@code system df -v}. */
final class DiskUsageDetails {
  private static final long SECOND = 1_000_000_000L;
  private static final int SHORT_ID = 12;

  private final DiskUsage usage;
  private final long now;

  DiskUsageDetails(DiskUsage usage, long now) {
    this.usage = usage;
    this.now = now;
  }

  String render() {
    return "Images space usage:\n\n"
        + images()
        + "\nContainers space usage:\n\n"
        + containers()
        + "\nLocal Volumes space usage:\n\n"
        + volumes();
  }

  private String images() {
    TextTable table = new TextTable();
    table.line("REPOSITORY\tTAG\tIMAGE ID\tCREATED\tSIZE\tSHARED SIZE\tUNIQUE SIZE\tCONTAINERS");
    for (DiskUsage.Image image : usage.images()) {
      for (ImageRow row : ImageRow.of(image.summary())) {
        table.cells(
            row.repository(),
            row.tag(),
            shortened(image.summary().id()),
            since(image.summary().created() * SECOND),
            HumanSize.fine(image.summary().size()),
            HumanSize.fine(image.shared()),
            HumanSize.fine(image.unique()),
            Integer.toString(image.containers()));
      }
    }
    return table.render();
  }

  private String containers() {
    TextTable table = new TextTable();
    table.line("CONTAINER ID\tIMAGE\tCOMMAND\tLOCAL VOLUMES\tSIZE\tCREATED\tSTATUS\tNAMES");
    for (DiskUsage.Container container : usage.containers()) {
      ContainerSummary summary = container.summary();
      List<String> cells = new ArrayList<>();
      cells.add(shortened(summary.id()));
      cells.add(shortened(summary.imageId()));
      cells.add(String.join(" ", summary.command()).replace('\n', ' ').replace('\t', ' '));
      cells.add(Integer.toString(container.volumes()));
      cells.add(HumanSize.fine(Math.max(0, summary.rwSize())));
      cells.add(since(summary.created()));
      cells.add(summary.status().word());
      cells.add(summary.name());
      table.row(cells);
    }
    return table.render();
  }

  private String volumes() {
    TextTable table = new TextTable();
    table.line("VOLUME NAME\tLINKS\tSIZE");
    for (DiskUsage.Volume volume : usage.volumes()) {
      table.cells(volume.name(), Integer.toString(volume.links()), HumanSize.fine(volume.size()));
    }
    return table.render();
  }

  private String since(long moment) {
    return HumanTime.span(Math.max(0, now - moment));
  }

  private static String shortened(String id) {
    return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
  }
}
