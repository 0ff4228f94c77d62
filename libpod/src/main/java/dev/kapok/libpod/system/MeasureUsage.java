package dev.kapok.libpod.system;

import dev.kapok.image.ImageSpace;
import dev.kapok.image.ImageSummary;
import dev.kapok.image.ListImages;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.DiskUsage;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Queries;
import dev.kapok.storage.tree.TreeSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a store: images by the sizes in the index, containers by what was measured when they
 * ended, volumes by walking them.
 */
final class MeasureUsage {
  private final EngineParts parts;

  MeasureUsage(EngineParts parts) {
    this.parts = parts;
  }

  DiskUsage run() {
    ImageSpace space = ImageSpace.read(parts.database());
    List<ContainerSummary> containers =
        new Queries(parts).list(new ListFilter(true, 0, true, Map.of()));
    Map<String, Integer> uses = new HashMap<>();
    for (ContainerSummary container : containers) {
      uses.merge(container.imageId(), 1, Integer::sum);
    }
    return new DiskUsage(
        images(space, uses),
        space.total(),
        space.without(parts.containers().images()),
        containers(containers),
        volumes());
  }

  private List<DiskUsage.Image> images(ImageSpace space, Map<String, Integer> uses) {
    List<DiskUsage.Image> images = new ArrayList<>();
    for (ImageSummary image : new ListImages(parts.database()).list()) {
      images.add(
          new DiskUsage.Image(
              image,
              space.shared(image.id()),
              space.unique(image.id()),
              uses.getOrDefault(image.id(), 0)));
    }
    return images;
  }

  private List<DiskUsage.Container> containers(List<ContainerSummary> summaries) {
    Map<String, Integer> volumes = parts.volumes().counts();
    List<DiskUsage.Container> containers = new ArrayList<>();
    for (ContainerSummary summary : summaries) {
      containers.add(new DiskUsage.Container(summary, volumes.getOrDefault(summary.id(), 0)));
    }
    return containers;
  }

  private List<DiskUsage.Volume> volumes() {
    List<DiskUsage.Volume> volumes = new ArrayList<>();
    for (VolumeSummary row : parts.volumes().rows()) {
      long size = new TreeSize(parts.kernel()).of(parts.paths().volumeData(row.name()));
      volumes.add(new DiskUsage.Volume(row.name(), row.users(), size));
    }
    return volumes;
  }
}
