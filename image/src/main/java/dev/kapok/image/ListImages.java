package dev.kapok.image;

import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import java.util.ArrayList;
import java.util.List;

/** Lists images, by one query; of named images it reads no document. */
public final class ListImages {
  /**
   * Its layers are those of the other image or beneath them, and its history is where that began.
   */
  private static final String HAS_CHILD =
      "exists (with recursive above (id) as ("
          + "select i.top_layer union select l.id from layers l join above a on l.parent=a.id)"
          + " select 1 from images c where c.top_layer in (select id from above) and c.id<>i.id"
          + " and length(c.config->'$.history')>length(i.config->'$.history')"
          + " and substr(c.config->'$.history', 1, length(i.config->'$.history')-1)"
          + "=substr(i.config->'$.history', 1, length(i.config->'$.history')-1))";

  /**
   * Only images without a name are compared with others, and few of those have layers above.
   * (SQLite would work out both sides of an "and" here.)
   */
  private static final String INTERMEDIATE =
      "case when exists (select 1 from image_names where image_id=i.id) then 0 else "
          + HAS_CHILD
          + " end";

  private static final String SELECT =
      "select i.id, i.digest, i.created, i.size, i.labels, "
          + SqlImageStore.NAMES
          + ", i.store is not null, "
          + INTERMEDIATE
          + " from images i order by i.created desc, i.id";

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
                row.integer(6) != 0,
                row.integer(7) != 0));
      }
    }
    return images;
  }
}
