package dev.kapok.libpod;

import dev.kapok.image.ImageSummary;
import java.util.List;

/**
 * What a store holds. All sizes are in bytes.
 *
 * @param imageBytes of all layers of images, each counted once
 * @param unusedImageBytes of those layers that only images without containers have
 */
public record DiskUsage(
    List<Image> images,
    long imageBytes,
    long unusedImageBytes,
    List<Container> containers,
    List<Volume> volumes) {
  /** Copies the lists. */
  public DiskUsage {
    images = List.copyOf(images);
    containers = List.copyOf(containers);
    volumes = List.copyOf(volumes);
  }

  /**
   * An image.
   *
   * @param shared bytes of layers that other images have, too
   * @param unique bytes of layers that it alone has
   * @param containers how many were made of it
   */
  public record Image(ImageSummary summary, long shared, long unique, int containers) {}

  /**
   * A container.
   *
   * @param volumes how many named and anonymous volumes it uses
   */
  public record Container(ContainerSummary summary, int volumes) {}

  /**
   * A volume.
   *
   * @param links how many containers use it
   */
  public record Volume(String name, int links, long size) {}
}
