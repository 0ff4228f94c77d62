package dev.kapok.cli.image;

import dev.kapok.image.ImageSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of the list of images.
 *
 * @param repository "&lt;none&gt;" for an image without a name
 * @param tag "&lt;none&gt;" for one that is known by its digest only
 */
public record ImageRow(ImageSummary image, String repository, String tag) {
  static final String NONE = "<none>";

  /** Returns a row for each name of an image, or one for an image without. */
  public static List<ImageRow> of(ImageSummary image) {
    List<ImageRow> rows = new ArrayList<>();
    for (int i = 0; i < image.names().size(); i++) {
      rows.add(of(image, image.names().get(i)));
    }
    if (rows.isEmpty()) {
      rows.add(new ImageRow(image, NONE, NONE));
    }
    return rows;
  }

  private static ImageRow of(ImageSummary image, String name) {
    int at = name.indexOf('@');
    String plain = at < 0 ? name : name.substring(0, at);
    int colon = plain.indexOf(':', plain.lastIndexOf('/') + 1);
    return colon < 0
        ? new ImageRow(image, plain, NONE)
        : new ImageRow(image, plain.substring(0, colon), plain.substring(colon + 1));
  }
}
