package dev.kapok.image;

import dev.kapok.storage.store.StorageSchema;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An image store on a database of its own, with layers in memory. */
public final class ImageStoreFixture implements AutoCloseable {
  public final FakeLayerStore layers;
  public final StateDatabase database;
  public final SqlImageStore images;

  public ImageStoreFixture(Path folder) {
    database =
        StateDatabase.open(
            TestKernel.get(),
            folder.resolve("db").toString(),
            List.of(StorageSchema.SCHEMA, ImageSchema.SCHEMA));
    layers = new FakeLayerStore(database);
    images = new SqlImageStore(database, layers);
  }

  /** Adds an image whose id begins as given, made at the given second. */
  public String add(String idPrefix, long created, @Nullable String topLayer, String... names) {
    String id = idPrefix + "0".repeat(64 - idPrefix.length());
    try (Tx tx = database.begin()) {
      images.put(
          tx,
          new StoredImage(
              id,
              List.of(names),
              "sha256:" + id,
              topLayer,
              created,
              10,
              "{\"config\":{\"Labels\":{\"a\":\"" + idPrefix + "\"}}}"),
          new byte[] {1, 2});
      tx.commit();
    }
    return id;
  }

  @Override
  public void close() {
    database.close();
  }
}
