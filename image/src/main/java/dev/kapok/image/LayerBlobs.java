package dev.kapok.image;

import dev.kapok.image.stream.Compression;
import dev.kapok.storage.Digest;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Remembers which blobs layers came as, and where those lie; so that what a registry has need not
 * be sent to it again. It may be wrong: whoever uses it asks the registry.
 */
public final class LayerBlobs {
  private final StateDatabase database;

  /** Works on a table of {@link ImageSchema}. */
  public LayerBlobs(StateDatabase database) {
    this.database = database;
  }

  /** Returns the forms in which a layer was seen, the latest first. */
  public List<KnownBlob> of(Digest diffId) {
    Map<String, KnownBlob> found = new LinkedHashMap<>();
    try (SqlStatement row =
        database.prepare(
            "select digest, size, compression, place from layer_blobs where diff_id=?1"
                + " order by number desc")) {
      row.bind(1, diffId.toString());
      while (row.step()) {
        String digest = SqlImageStore.required(row, 0);
        Compression compression =
            Compression.valueOf(SqlImageStore.required(row, 2).toUpperCase(Locale.ROOT));
        KnownBlob before = found.get(digest);
        List<String> places = new ArrayList<>(before == null ? List.of() : before.places());
        places.add(SqlImageStore.required(row, 3));
        found.put(digest, new KnownBlob(Digest.parse(digest), row.integer(1), compression, places));
      }
    }
    return new ArrayList<>(found.values());
  }

  /** Remembers where a layer's blob lies. */
  public void add(Tx tx, Digest diffId, KnownBlob blob) {
    for (String place : blob.places()) {
      try (SqlStatement insert =
          tx.prepare(
              "insert into layer_blobs (diff_id, digest, size, compression, place)"
                  + " values (?1, ?2, ?3, ?4, ?5) on conflict do nothing")) {
        insert.bind(1, diffId.toString()).bind(2, blob.digest().toString()).bind(3, blob.size());
        insert.bind(4, blob.compression().word()).bind(5, place).step();
      }
    }
  }

  /** Forgets a layer that is gone. */
  public static void forget(Tx tx, Digest diffId) {
    try (SqlStatement delete = tx.prepare("delete from layer_blobs where diff_id=?1")) {
      delete.bind(1, diffId.toString()).step();
    }
  }
}
