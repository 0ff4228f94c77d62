package dev.kapok.storage.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.storage.ContainerLayers;
import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.LayerTars;
import dev.kapok.storage.StagedLayer;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.store.SqlContainerLayers;
import dev.kapok.storage.store.SqlLayerStore;
import dev.kapok.storage.store.SqlLayerTars;
import dev.kapok.storage.store.StorageSchema;
import dev.kapok.storage.tar.RawTar;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.TreeDeleter;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every driver has to do, seen through the store. A driver's test extends this class and names
 * it.
 */
public abstract class GraphDriverSuite {
  /** How many layers the deepest stack has. */
  protected static final int FEW_LAYERS = 12;

  @TempDir private Path temp;
  private Kernel kernel;
  private StateDatabase database;
  private StorageConfig config;
  private LayerStore layers;
  private ContainerLayers containers;
  private final List<String> created = new ArrayList<>();

  /** Returns the driver's name. */
  protected abstract String driver();

  /** Returns the name of the folder that is the engine's root. */
  protected String rootName() {
    return "root";
  }

  /** Skips the tests that mount where the host doesn't let us. */
  protected void assumeMounts(StorageConfig store) {}

  @BeforeEach
  void openStore() throws IOException {
    kernel = TestKernel.get();
    Path root = Files.createDirectory(temp.resolve(rootName()));
    Path runRoot = Files.createDirectory(temp.resolve("run"));
    boolean rootless = !isRealRoot();
    config = new StorageConfig(root.toString(), runRoot.toString(), driver(), List.of(), rootless);
    database =
        StateDatabase.open(
            kernel, root.resolve("kapok.db").toString(), List.of(StorageSchema.SCHEMA));
    layers = new SqlLayerStore(kernel, database, config);
    containers = new SqlContainerLayers(kernel, database, config);
    assumeMounts(config);
  }

  /** Root of the initial user namespace, whose map is the whole range. */
  private boolean isRealRoot() throws IOException {
    String map = Files.readString(Path.of("/proc/self/uid_map"));
    return kernel.pids().uid() == 0 && map.contains("4294967295");
  }

  @AfterEach
  void closeStore() {
    if (database != null) {
      for (String id : created) {
        containers.unmount(id);
      }
      database.close();
    }
    new TreeDeleter(kernel).delete(temp.resolve(rootName()).toString());
  }

  @Test
  void showsTheUpperLayersFileWhereTwoHaveIt() throws IOException {
    Layer bottom = add(null, RawTar.archive().file("a", "old").file("b", "kept").end());
    Layer top = add(bottom, RawTar.archive().file("a", "new").end());
    Path root = container("c1", top);
    assertThat(root.resolve("a")).hasContent("new");
    assertThat(root.resolve("b")).hasContent("kept");
  }

  @Test
  void hidesWhatAnUpperLayerDeletes() throws IOException {
    Layer bottom =
        add(
            null,
            RawTar.archive()
                .file("gone", "1")
                .file("folder/gone", "1")
                .file("folder/kept", "1")
                .file("whole/file", "1")
                .file("opaque/old", "1")
                .file("replaced/old", "1")
                .end());
    Layer top =
        add(
            bottom,
            RawTar.archive()
                .file(".wh.gone", "")
                .file("folder/.wh.gone", "")
                .file(".wh.whole", "")
                .folder("opaque/")
                .file("opaque/.wh..wh..opq", "")
                .file("opaque/new", "1")
                .file("replaced/new", "1")
                .file(".wh.replaced", "")
                .end());
    Path root = container("c1", top);
    assertThat(names(root)).containsExactly("folder", "opaque", "replaced");
    assertThat(names(root.resolve("folder"))).containsExactly("kept");
    assertThat(names(root.resolve("opaque"))).containsExactly("new");
    assertThat(names(root.resolve("replaced"))).containsExactly("new");
  }

  @Test
  void hidesEverythingBeneathAnOpaqueRoot() throws IOException {
    Layer bottom = add(null, RawTar.archive().file("a", "1").folder("b/").end());
    Layer middle = add(bottom, RawTar.archive().file(".wh..wh..opq", "").file("c", "1").end());
    Layer top = add(middle, RawTar.archive().file("d", "1").end());
    assertThat(names(container("c1", top))).containsExactly("c", "d");
  }

  @Test
  void replacesFoldersByFilesAndBack() throws IOException {
    Layer bottom = add(null, RawTar.archive().file("a/inner", "1").file("b", "file").end());
    Layer top = add(bottom, RawTar.archive().file("a", "file").file("b/inner", "1").end());
    Path root = container("c1", top);
    assertThat(root.resolve("a")).hasContent("file");
    assertThat(root.resolve("b/inner")).hasContent("1");
  }

  @Test
  void keepsHardLinksTogether() throws IOException {
    Layer layer = add(null, RawTar.archive().file("a", "1").hardLink("d/b", "a").end());
    Path root = container("c1", layer);
    assertThat(Files.getAttribute(root.resolve("a"), "unix:nlink")).isEqualTo(2);
    assertThat(Files.getAttribute(root.resolve("a"), "unix:ino"))
        .isEqualTo(Files.getAttribute(root.resolve("d/b"), "unix:ino"));
  }

  @Test
  void givesEachContainerItsOwnFiles() throws IOException {
    Layer layer = add(null, RawTar.archive().file("shared", "image").end());
    Path one = container("c1", layer);
    Path two = container("c2", layer);
    Files.writeString(one.resolve("shared"), "one's");
    Files.writeString(one.resolve("new"), "12345");
    assertThat(two.resolve("shared")).hasContent("image");
    assertThat(two.resolve("new")).doesNotExist();
    assertThat(containers.size("c1")).isGreaterThanOrEqualTo(5);
    assertThat(containers.size("c2")).isZero();
    unmount("c1");
    assertThat(Path.of(containers.mount("c1")).resolve("new")).hasContent("12345");
  }

  @Test
  void showsTheImagesRootFolder() throws IOException {
    Layer bottom = add(null, RawTar.archive().entry('5', "./", "", new byte[0]).end());
    Files.setPosixFilePermissions(diff(bottom), PosixFilePermissions.fromString("rwx--x--x"));
    Layer top = add(bottom, RawTar.archive().file("a", "1").end());
    Path root = container("c1", top);
    assertThat(Files.getAttribute(root, "unix:mode")).isEqualTo(0040711);
  }

  @Test
  void stacksManyLayers() throws IOException {
    Path root = container("c1", stack(FEW_LAYERS));
    for (int i = 0; i < FEW_LAYERS; i++) {
      assertThat(root.resolve("layer" + i)).hasContent("" + i);
    }
    assertThat(root.resolve("same")).hasContent("" + (FEW_LAYERS - 1));
  }

  @Test
  void startsEmptyWithoutAnImage() throws IOException {
    Path root = container("c1", null);
    assertThat(names(root)).isEmpty();
    Files.writeString(root.resolve("a"), "1");
    unmount("c1");
    assertThat(Path.of(containers.mount("c1")).resolve("a")).hasContent("1");
  }

  @Test
  void keepsTheFilesOfDisposableContainersToo() throws IOException {
    Layer layer = add(null, RawTar.archive().file("a", "1").end());
    Path root = container("c1", layer, true);
    Files.writeString(root.resolve("new"), "kept");
    unmount("c1");
    assertThat(Path.of(containers.mount("c1")).resolve("new")).hasContent("kept");
  }

  @Test
  void mountsAndUnmountsAsOftenAsAsked() throws IOException {
    Layer layer = add(null, RawTar.archive().file("a", "1").end());
    Path root = container("c1", layer);
    assertThat(containers.mount("c1")).isEqualTo(root.toString());
    containers.unmount("c1");
    assertThat(containers.unmount("c1")).isFalse();
    assertThat(Path.of(containers.mount("c1")).resolve("a")).hasContent("1");
  }

  @Test
  void deletesAContainerEvenWhileItsFilesAreOpen() throws IOException {
    Layer layer = add(null, RawTar.archive().file("a", "1").end());
    Path root = container("c1", layer);
    try (var open = Files.newInputStream(root.resolve("a"))) {
      try (Tx tx = database.begin()) {
        containers.remove(tx, "c1");
        tx.commit();
      }
      containers.delete("c1");
      assertThat(open.read()).isEqualTo('1');
    }
    containers.delete("c1");
    assertThat(names(home().resolve("c"))).isEmpty();
    assertThat(names(home().resolve("trash"))).isEmpty();
    assertThatThrownBy(() -> containers.mount("c1")).isInstanceOf(StorageException.class);
  }

  @Test
  void committingTheSameLayerTwiceGivesTheFirst() throws IOException {
    byte[] tar = RawTar.archive().file("a", "1").end();
    Layer first = add(null, tar);
    Layer second = add(null, tar);
    assertThat(second).isEqualTo(first);
    assertThat(layers.find(first.chainId())).isEqualTo(first);
    assertThat(layers.get(first.id())).isEqualTo(first);
    assertThat(names(home().resolve("staging"))).isEmpty();
    assertThat(first.size()).isEqualTo(1);
    assertThat(first.link()).hasSize(26);
  }

  @Test
  void bringsBackALayerWhoseFilesWereDeleted() throws IOException {
    byte[] tar = RawTar.archive().file("a", "1").end();
    Layer first = add(null, tar);
    new TreeDeleter(kernel).delete(home().resolve(first.id()).toString());
    assertThatThrownBy(() -> container("c1", first)).hasMessageContaining("layer");
    assertThat(add(null, tar)).isEqualTo(first);
    assertThat(Path.of(containers.mount("c1")).resolve("a")).hasContent("1");
  }

  @Test
  void leavesNothingOfARefusedLayer() throws IOException {
    byte[] tar = RawTar.archive().file("fine", "1").file("../evil", "1").end();
    assertThatThrownBy(() -> layers.stage(new ByteArrayInputStream(tar)))
        .isInstanceOf(LayerFormatException.class);
    assertThat(names(home().resolve("staging"))).isEmpty();
  }

  @Test
  void keepsALayerThatOthersAreBuiltOn() throws IOException {
    Layer bottom = add(null, RawTar.archive().file("a", "1").end());
    Layer top = add(bottom, RawTar.archive().file("b", "1").end());
    assertThatThrownBy(() -> remove(bottom)).hasMessageContaining("is built on it");
    container("c1", top);
    assertThatThrownBy(() -> remove(top)).hasMessageContaining("is built on it");
  }

  @Test
  void sweepsWhatNoRowKnows() throws IOException {
    Layer kept = add(null, RawTar.archive().file("a", "1").end());
    Layer removed = add(kept, RawTar.archive().file("b", "1").end());
    remove(removed);
    StagedLayer staged =
        layers.stage(new ByteArrayInputStream(RawTar.archive().file("c", "1").end()));
    try (Tx tx = database.begin()) {
      layers.commit(tx, layers.stage(new ByteArrayInputStream(RawTar.archive().end())), kept);
      containers.create(tx, "rolledback", kept.id(), false);
    }
    Files.createDirectories(home().resolve("staging/1-1-crashed/diff/x"));
    Files.createDirectories(home().resolve("trash/left/over"));
    layers.sweep();
    assertThat(names(home())).contains(kept.id()).doesNotContain(removed.id());
    assertThat(names(home()).stream().filter(name -> name.length() == 64)).hasSize(1);
    assertThat(names(home().resolve("l"))).containsExactly(kept.link());
    assertThat(names(home().resolve("c"))).isEmpty();
    assertThat(names(home().resolve("trash"))).isEmpty();
    assertThat(names(home().resolve("staging")))
        .containsExactly(Path.of(staged.folder()).getFileName().toString());
    assertThat(layers.list()).containsExactly(kept);
    layers.discard(staged);
    layers.sweep();
  }

  @Test
  void writesTheTarOfALayerAgain() throws IOException {
    byte[] tar =
        RawTar.archive()
            .folder("etc/")
            .file("etc/a", "1".repeat(300_000))
            .hardLink("etc/b", "etc/a")
            .file(".wh.gone", "")
            .file("etc/a", "twice")
            .end();
    Layer layer = add(add(null, RawTar.archive().file("gone", "1").end()), tar);
    LayerTars tars = new SqlLayerTars(kernel, database, config);
    try (InputStream again = tars.open(layer.id())) {
      assertThat(again.readAllBytes()).isEqualTo(tar);
    }
    try (InputStream closedEarly = tars.open(layer.id())) {
      assertThat(closedEarly.read()).isEqualTo('e');
    }
    Files.writeString(diff(layer).resolve("etc/b"), "changed");
    try (InputStream changed = tars.open(layer.id())) {
      assertThatThrownBy(changed::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(layer.diffId().toString())
          .hasMessageContaining("is not what it was");
    }
    assertThatThrownBy(() -> tars.open("unknown"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("no such layer");
  }

  /** Adds layers that each have a file of their own and one that all have; returns the top. */
  protected final Layer stack(int count) throws IOException {
    Layer top = null;
    try (Tx tx = database.begin()) {
      for (int i = 0; i < count; i++) {
        byte[] tar = RawTar.archive().file("layer" + i, "" + i).file("same", "" + i).end();
        top = layers.commit(tx, layers.stage(new ByteArrayInputStream(tar)), top);
      }
      tx.commit();
    }
    if (top == null) {
      throw new IllegalArgumentException("no layers");
    }
    return top;
  }

  /** Unpacks and commits one layer. */
  protected final Layer add(@Nullable Layer parent, byte[] tar) throws IOException {
    StagedLayer staged = layers.stage(new ByteArrayInputStream(tar));
    layers.sync();
    try (Tx tx = database.begin()) {
      Layer layer = layers.commit(tx, staged, parent);
      tx.commit();
      return layer;
    }
  }

  /** Makes and mounts a container; returns its root. */
  protected final Path container(String id, @Nullable Layer top) {
    return container(id, top, false);
  }

  private Path container(String id, @Nullable Layer top, boolean disposable) {
    try (Tx tx = database.begin()) {
      containers.create(tx, id, top == null ? null : top.id(), disposable);
      tx.commit();
    }
    created.add(id);
    return Path.of(containers.mount(id));
  }

  private void unmount(String id) {
    containers.unmount(id);
  }

  private void remove(Layer layer) {
    try (Tx tx = database.begin()) {
      layers.remove(tx, layer.id());
      tx.commit();
    }
  }

  private Path home() {
    return Path.of(config.root(), driver());
  }

  private Path diff(Layer layer) {
    return home().resolve(layer.id()).resolve("diff");
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
