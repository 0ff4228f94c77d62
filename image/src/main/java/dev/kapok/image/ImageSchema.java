package dev.kapok.image;

import dev.kapok.sys.sql.Schema;
import java.util.List;

/**
 * The tables of images. What lists show are columns; the documents come last in a row, so that a
 * list never reads their pages.
 */
public final class ImageSchema {
  private static final String FIRST =
      """
      create table images (
        id text primary key,
        digest text,
        top_layer text,
        created integer not null,
        size integer not null,
        labels text,
        config text not null,
        manifest blob not null);
      create index images_by_top_layer on images (top_layer);
      create table image_names (
        name text not null unique,
        repository text not null,
        image_id text not null);
      create index image_names_by_image on image_names (image_id);
      """;

  private static final String SECOND =
      """
      create table layer_blobs (
        number integer primary key,
        diff_id text not null,
        digest text not null,
        size integer not null,
        compression text not null,
        place text not null,
        unique (diff_id, digest, place));
      """;

  /**
   * An instance's manifest is kept with the list, so that its digest can always be met again,
   * whatever happens to the image that it came from.
   */
  private static final String THIRD =
      """
      alter table images add column is_list integer not null default 0;
      create table list_instances (
        list_id text not null,
        digest text not null,
        source text not null,
        manifest blob not null,
        primary key (list_id, digest));
      """;

  /** The root of the additional store that an image is in, null for this store's own. */
  private static final String FOURTH = "alter table images add column store text;";

  /** What the state database runs when it is opened. */
  public static final Schema SCHEMA = new Schema("image", List.of(FIRST, SECOND, THIRD, FOURTH));

  private ImageSchema() {}
}
