package dev.kapok.image.list;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageNotFoundException;
import dev.kapok.image.ImageStore;
import dev.kapok.image.NotAListException;
import dev.kapok.image.StoredImage;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.storage.Digest;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.List;

/** The records of lists: a row among the images each, and a row for each instance. */
public final class ListStore {
  private final StateDatabase database;
  private final ImageStore images;

  /** Works on the tables of {@link dev.kapok.image.ImageSchema}. */
  public ListStore(StateDatabase database, ImageStore images) {
    this.database = database;
    this.images = images;
  }

  /**
   * Finds a list.
   *
   * @throws ImageNotFoundException where there is nothing of that name
   * @throws NotAListException where it is an image
   */
  public StoredImage require(String nameOrId) {
    StoredImage found = images.find(nameOrId);
    if (found == null) {
      throw new ImageNotFoundException(nameOrId);
    }
    if (!found.list()) {
      throw new NotAListException(nameOrId);
    }
    return found;
  }

  /** Returns what a list consists of. */
  public ListDocument document(StoredImage list) throws ImageFormatException {
    return ListDocument.parse("list " + list.id(), images.manifest(list.id()));
  }

  /** Returns where an instance comes from. */
  Origin origin(StoredImage list, Digest digest) throws ImageFormatException {
    try (SqlStatement row =
        database.prepare(
            "select source, manifest from list_instances where list_id=?1 and digest=?2")) {
      row.bind(1, list.id()).bind(2, digest.toString());
      String source = row.step() ? row.text(0) : null;
      byte[] manifest = source == null ? null : row.bytes(1);
      if (source == null || manifest == null) {
        throw new ImageFormatException(
            "list " + list.id() + " does not know where its instance " + digest + " comes from");
      }
      return new Origin(source, manifest);
    }
  }

  /**
   * Writes a list that is new or has changed.
   *
   * @param created when it was made, in seconds since the epoch
   */
  void put(Tx tx, String id, List<String> names, long created, ListDocument document)
      throws ImageFormatException {
    ManifestIndex index = document.write(document.preferredType());
    byte[] bytes = index.bytes();
    String digest = index.digest().toString();
    images.put(
        tx, new StoredImage(id, names, digest, null, created, bytes.length, "{}", true), bytes);
  }

  void putInstance(Tx tx, String listId, Digest digest, Origin origin) {
    try (SqlStatement insert =
        tx.prepare(
            "insert into list_instances (list_id, digest, source, manifest)"
                + " values (?1, ?2, ?3, ?4)"
                + " on conflict (list_id, digest) do update set source=?3, manifest=?4")) {
      insert.bind(1, listId).bind(2, digest.toString()).bind(3, origin.source());
      insert.bindBytes(4, origin.manifest()).step();
    }
  }

  void removeInstance(Tx tx, String listId, Digest digest) {
    try (SqlStatement delete =
        tx.prepare("delete from list_instances where list_id=?1 and digest=?2")) {
      delete.bind(1, listId).bind(2, digest.toString()).step();
    }
  }
}
