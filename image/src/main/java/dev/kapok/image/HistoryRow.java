package dev.kapok.image;

import java.util.List;

/**
 * A step by which an image came about, as {@code history} shows it.
 *
 * @param id of the image that the step made, "&lt;missing&gt;" where it is not here
 * @param created RFC 3339, empty where unknown
 * @param size of the step's layer, in bytes
 * @param tags the names of that image
 */
public record HistoryRow(
    String id, String created, String createdBy, long size, String comment, List<String> tags) {
  /** What stands for an image that is not here. */
  public static final String MISSING = "<missing>";

  /** Copies the tags. */
  public HistoryRow {
    tags = List.copyOf(tags);
  }
}
