package dev.kapok.image.archive;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.InvalidReferenceException;
import dev.kapok.image.ShortNames;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image in an archive as users name it: {@code TRANSPORT:PATH[:IMAGE]}, or {@code :@NUMBER} for
 * one by its place (containers-transports(5)).
 *
 * @param transport "docker-archive", "oci-archive", "oci" or "dir"
 * @param image which one of the archive, null for all
 */
public record ArchiveName(String transport, Path path, @Nullable String image) {
  private static final List<String> TRANSPORTS =
      List.of("docker-archive", "oci-archive", "oci", "dir");

  /** Parses a name; null where it does not begin with one of the transports. */
  public static @Nullable ArchiveName parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || !TRANSPORTS.contains(text.substring(0, colon))) {
      return null;
    }
    String transport = text.substring(0, colon);
    String rest = text.substring(colon + 1);
    int second = transport.equals("dir") ? -1 : rest.indexOf(':');
    return second < 0
        ? new ArchiveName(transport, Path.of(rest), null)
        : new ArchiveName(
            transport, Path.of(rest.substring(0, second)), rest.substring(second + 1));
  }

  /**
   * Chooses the images that are meant.
   *
   * @throws ImageFormatException where the archive has no such image
   */
  public List<ArchivedImage> choose(List<ArchivedImage> images) throws ImageFormatException {
    String wanted = image;
    if (wanted == null) {
      return images;
    }
    for (int i = 0; i < images.size(); i++) {
      boolean isMeant =
          wanted.startsWith("@") ? wanted.equals("@" + i) : hasName(images.get(i), wanted);
      if (isMeant) {
        return List.of(images.get(i));
      }
    }
    throw new ImageFormatException(path + " has no image " + wanted);
  }

  private static boolean hasName(ArchivedImage image, String wanted) throws ImageFormatException {
    try {
      return image.names().contains(ShortNames.local(wanted))
          || image.names().contains(ImageReference.parse(wanted));
    } catch (InvalidReferenceException e) {
      throw new ImageFormatException(String.valueOf(e.getMessage()), e);
    }
  }
}
