package dev.kapok.image;

import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import java.util.ArrayList;
import java.util.List;

/** Lists images, by one query that reads no document. */
public final class ListImages {
  private static final String SELECT =
      "select i.id, i.digest, i.created, i.size, i.labels, "
          + SqlImageStore.NAMES
          + ", i.store is not null from images i order by i.created desc, i.id";

  private final StateDatabase database;

  /** Reads the tables of {@link ImageSchema}. */
  public ListImages(StateDatabase database) {
    this.database = database;
  }

  /** Returns all images, newest first. */
  public List<ImageSummary> list() {
    List<ImageSummary> images = new ArrayList<>();
    try (SqlStatement row = database.prepare(SELECT)) {
      while (row.step()) {
        images.add(
            new ImageSummary(
                SqlImageStore.required(row, 0),
                SqlImageStore.split(row.text(5)),
                row.text(1),
                row.integer(2),
                row.integer(3),
                row.text(4),
                row.integer(6) != 0));
      }
    }
    return images;
  }
}
