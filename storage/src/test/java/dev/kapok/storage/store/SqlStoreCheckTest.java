package dev.kapok.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.storage.Layer;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StoreDamage;
import dev.kapok.storage.tar.RawTar;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.TreeDeleter;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that was filled by one driver and is looked at by another. */
class SqlStoreCheckTest {
  private static final String ON_LAYER = "1".repeat(64);
  private static final String ON_NOTHING = "2".repeat(64);

  private final Kernel kernel = TestKernel.get();
  @TempDir private Path root;
  private StateDatabase database;
  private Layer layer;

  @BeforeEach
  void fillByVfs() throws IOException {
    database = StateDatabase.open(kernel, root + "/kapok.db", List.of(StorageSchema.SCHEMA));
    SqlLayerStore layers = new SqlLayerStore(kernel, database, config("vfs"));
    byte[] tar = RawTar.archive().file("a", "1").end();
    try (Tx tx = database.begin()) {
      layer = layers.commit(tx, layers.stage(new ByteArrayInputStream(tar)), null);
      tx.commit();
    }
    create(ON_LAYER, layer.id());
    create(ON_NOTHING, null);
  }

  private void create(String id, @Nullable String top) {
    try (Tx tx = database.begin()) {
      new SqlContainerLayers(kernel, database, config("vfs")).create(tx, id, top, false);
      tx.commit();
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  private StorageConfig config(String driver) {
    return new StorageConfig(root.toString(), root.toString(), driver, List.of(), true);
  }

  private List<String> lost(String driver) {
    return new SqlStoreCheck(kernel, database, config(driver))
        .containers().stream().map(StoreDamage::id).toList();
  }

  @Test
  void anotherDriversContainersAreNotMissed() {
    assertThat(lost("vfs")).isEmpty();
    assertThat(lost("overlay")).isEmpty();
  }

  @Test
  void ownContainersWithoutAFolderAreFound() {
    new TreeDeleter(kernel).delete(root + "/vfs/c/" + ON_LAYER);
    assertThat(lost("vfs")).containsExactly(ON_LAYER);
    assertThat(lost("overlay")).isEmpty();
  }

  @Test
  void containerOnNothingThatHasNoFolderAnywhereIsFound() {
    new TreeDeleter(kernel).delete(root + "/vfs/c/" + ON_NOTHING);
    assertThat(lost("vfs")).containsExactly(ON_NOTHING);
  }

  @Test
  void anotherDriversLayersAreKnownAsSuch() {
    SqlLayerStore overlay = new SqlLayerStore(kernel, database, config("overlay"));
    assertThat(overlay.get(layer.id())).isNull();
    assertThat(overlay.isOfAnotherDriver(layer.id())).isTrue();
    assertThat(overlay.isOfAnotherDriver("none")).isFalse();
    SqlLayerStore vfs = new SqlLayerStore(kernel, database, config("vfs"));
    assertThat(vfs.isOfAnotherDriver(layer.id())).isFalse();
  }
}
