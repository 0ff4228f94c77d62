package dev.kapok.image;

import dev.kapok.storage.Digest;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.StorageConfig;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of images in the state database. On the path of commands that must start fast. */
public final class SqlImageStore implements ImageStore {
  /** The names of an image in the order they came; none has a blank inside. */
  static final String NAMES =
      "(select group_concat(name, ' ') from"
          + " (select name from image_names where image_id=i.id order by rowid))";

  private static final String SELECT =
      "select i.id, i.digest, i.top_layer, i.created, i.size, i.config, "
          + NAMES
          + ", i.is_list"
          + " from images i";

  private static final String BY_NAME_OR_ID =
      "with hits (id, place) as ("
          + "select image_id, 1 from image_names where name=?1"
          + " union all select image_id, 2 from image_names where name=?2"
          + " union all select id, 3 from images where id>=?3 and id<?3||'g'"
          + " union all select image_id, 4 from image_names where substr(name, -length(?4))=?4) "
          + SELECT
          + " where i.id in (select id from hits where place=(select min(place) from hits))";

  private static final String BY_DIGEST =
      SELECT
          + " where i.id in (select n.image_id from image_names n join images m on m.id=n.image_id"
          + " where (m.digest=?1 or n.name=n.repository||'@'||?1)"
          + " and (n.repository=?2 or substr(n.repository, -length(?3))=?3))";

  /** A layer that neither an image ends with nor another layer is built on. */
  private static final String UNNEEDED =
      "select parent, diff_id from layers l where id=?1"
          + " and not exists (select 1 from images where top_layer=l.id)"
          + " and not exists (select 1 from layers where parent=l.id)";

  private static final String INSTANCE =
      SELECT
          + " where i.is_list=0 and (i.digest=?2 or 'containers-storage:'||i.id="
          + "(select source from list_instances where list_id=?1 and digest=?2))"
          + " order by i.digest=?2, i.id limit 1";

  private final StateDatabase database;
  private final LayerStore layers;

  /** Works on the tables of {@link ImageSchema}. */
  public SqlImageStore(StateDatabase database, LayerStore layers) {
    this.database = database;
    this.layers = layers;
  }

  /** Brings the images of other stores into these tables, where some are or were named. */
  public static void seeOthers(Kernel kernel, StateDatabase database, StorageConfig config) {
    if (config.namesOtherStores() || knowsOthers(database)) {
      new AdditionalImages(kernel, database, config).refresh();
    }
  }

  /** Tells whether another store was named before. */
  private static boolean knowsOthers(StateDatabase database) {
    try (SqlStatement row = database.prepare("select 1 from image_stores limit 1")) {
      return row.step();
    }
  }

  @Override
  public @Nullable StoredImage find(String nameOrId) {
    ImageQuery query = ImageQuery.of(nameOrId);
    if (query.id == null && query.name == null) {
      return null;
    }
    try (SqlStatement statement = prepare(query)) {
      if (!statement.step()) {
        return null;
      }
      StoredImage found = read(statement);
      if (statement.step()) {
        throw new AmbiguousImageException(
            nameOrId
                + ": several images match ("
                + found.id()
                + ", "
                + statement.text(0)
                + " …); use a full name or more of the id");
      }
      return found;
    }
  }

  @Override
  public @Nullable StoredImage instance(String listId, String digest) {
    try (SqlStatement statement = database.prepare(INSTANCE)) {
      return statement.bind(1, listId).bind(2, digest).step() ? read(statement) : null;
    }
  }

  private SqlStatement prepare(ImageQuery query) {
    ImageReference name = query.name;
    if (name != null && name.digest() != null) {
      return database
          .prepare(BY_DIGEST)
          .bind(1, name.digest())
          .bind(2, name.repository())
          .bind(3, query.ending);
    }
    return database
        .prepare(BY_NAME_OR_ID)
        .bind(1, query.localName)
        .bind(2, name == null ? null : name.toString())
        .bind(3, query.id)
        .bind(4, name == null || query.ending == null ? null : query.ending + ":" + name.tag());
  }

  @Override
  public List<StoredImage> list() {
    List<StoredImage> images = new ArrayList<>();
    try (SqlStatement statement = database.prepare(SELECT + " order by i.created desc, i.id")) {
      while (statement.step()) {
        images.add(read(statement));
      }
    }
    return images;
  }

  private static StoredImage read(SqlStatement row) {
    return new StoredImage(
        required(row, 0),
        split(row.text(6)),
        row.text(1),
        row.text(2),
        row.integer(3),
        row.integer(4),
        required(row, 5),
        row.integer(7) != 0);
  }

  static String required(SqlStatement row, int column) {
    String text = row.text(column);
    if (text == null) {
      throw new IllegalStateException("column " + column + " of an image is null");
    }
    return text;
  }

  /** Splits what {@link #NAMES} gives. */
  static List<String> split(@Nullable String names) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (names != null && start < names.length()) {
      int blank = names.indexOf(' ', start);
      int end = blank < 0 ? names.length() : blank;
      parts.add(names.substring(start, end));
      start = end + 1;
    }
    return parts;
  }

  @Override
  public void put(Tx tx, StoredImage image, byte[] manifest) {
    try (SqlStatement insert =
        tx.prepare(
            "insert into images (id, digest, top_layer, created, size, config, manifest, labels,"
                + " is_list)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, json_extract(?6, '$.config.Labels'), ?8)"
                + " on conflict (id) do update set digest=?2, top_layer=?3, size=?5, manifest=?7,"
                + " store=null")) {
      insert
          .bind(1, image.id())
          .bind(2, image.digest())
          .bind(3, image.topLayer())
          .bind(4, image.created())
          .bind(5, image.size())
          .bind(6, image.config())
          .bindBytes(7, manifest)
          .bind(8, image.list() ? 1 : 0)
          .step();
    }
    for (int i = 0; i < image.names().size(); i++) {
      tag(tx, image.id(), ImageReference.parse(image.names().get(i)));
    }
  }

  @Override
  public void tag(Tx tx, String imageId, ImageReference name) {
    try (SqlStatement insert =
        tx.prepare(
            "insert into image_names (name, repository, image_id) values (?1, ?2, ?3)"
                + " on conflict (name) do update set image_id=?3")) {
      insert.bind(1, name.toString()).bind(2, name.repository()).bind(3, imageId).step();
    }
  }

  @Override
  public void untag(Tx tx, ImageReference name) {
    execute(tx, "delete from image_names where name=?1", name.toString());
  }

  @Override
  public void remove(Tx tx, String imageId) {
    String top = topLayer(tx, imageId);
    execute(tx, "delete from image_names where image_id=?1", imageId);
    execute(tx, "delete from images where id=?1", imageId);
    execute(tx, "delete from list_instances where list_id=?1", imageId);
    if (top != null) {
      removeLayers(tx, top);
    }
  }

  /**
   * Removes layers from the top down to the first that another layer or image needs, whichever
   * driver unpacked them.
   */
  private void removeLayers(Tx tx, String top) {
    String id = top;
    while (id != null) {
      String parent;
      Digest diffId;
      try (SqlStatement row = tx.prepare(UNNEEDED)) {
        if (!row.bind(1, id).step()) {
          return;
        }
        parent = row.text(0);
        diffId = Digest.parse(required(row, 1));
      }
      layers.remove(tx, id);
      LayerBlobs.forget(tx, diffId);
      id = parent;
    }
  }

  private static @Nullable String topLayer(Tx tx, String imageId) {
    try (SqlStatement statement = tx.prepare("select top_layer from images where id=?1")) {
      statement.bind(1, imageId);
      return statement.step() ? statement.text(0) : null;
    }
  }

  private static void execute(Tx tx, String sql, String value) {
    try (SqlStatement statement = tx.prepare(sql)) {
      statement.bind(1, value).step();
    }
  }

  @Override
  public byte[] manifest(String imageId) {
    try (SqlStatement statement = database.prepare("select manifest from images where id=?1")) {
      byte[] manifest = statement.bind(1, imageId).step() ? statement.bytes(0) : null;
      if (manifest == null) {
        throw new ImageNotFoundException(imageId);
      }
      return manifest;
    }
  }
}
