package dev.kapok.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.copy.ArchiveFixture;
import dev.kapok.storage.Layer;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.store.SqlContainerLayers;
import dev.kapok.storage.store.SqlLayerStore;
import dev.kapok.storage.store.StorageSchema;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.TreeDeleter;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two stores with layers on disk, one of which sees the other's images. */
class AdditionalImagesTest {
  private static final String IMAGE = "a".repeat(64);
  private static final String CONTAINER = "c".repeat(64);

  private final Kernel kernel = TestKernel.get();
  @TempDir private Path folder;
  private Root here;
  private Root there;

  /** A store. */
  private final class Root {
    final Path path;
    final StateDatabase database;

    Root(String name) {
      path = folder.resolve(name);
      try {
        Files.createDirectories(path);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      database =
          StateDatabase.open(
              kernel,
              path.resolve("kapok.db").toString(),
              List.of(StorageSchema.SCHEMA, ImageSchema.SCHEMA));
    }

    StorageConfig config(Path... stores) {
      List<String> options = new ArrayList<>();
      for (Path store : stores) {
        options.add("additionalimagestore=" + store);
      }
      return new StorageConfig(path.toString(), folder + "/run", "vfs", options, true);
    }

    SqlLayerStore layers() {
      return new SqlLayerStore(kernel, database, config());
    }

    /** Adds an image with one layer. */
    Layer add(String id, String content) {
      byte[] tar = ArchiveFixture.layer("file", content);
      try (Tx tx = database.begin()) {
        Layer layer = layers().commit(tx, layers().stage(new ByteArrayInputStream(tar)), null);
        List<String> names = List.of("localhost/" + content + ":1");
        new SqlImageStore(database, layers())
            .put(tx, new StoredImage(id, names, null, layer.id(), 1, 1, "{}"), new byte[] {1});
        tx.commit();
        return layer;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    void remove(String id) {
      try (Tx tx = database.begin()) {
        new SqlImageStore(database, layers()).remove(tx, id);
        tx.commit();
      }
      layers().sweep();
    }

    List<String> images() {
      return new SqlImageStore(database, layers())
          .list().stream().map(image -> image.names().getFirst()).toList();
    }
  }

  @BeforeEach
  void make() {
    here = new Root("here");
    there = new Root("there");
  }

  @AfterEach
  void close() {
    here.database.close();
    there.database.close();
    new TreeDeleter(kernel).delete(folder.toString());
  }

  private void see(Path... stores) {
    see(kernel, stores);
  }

  private void see(Kernel by, Path... stores) {
    SqlImageStore.seeOthers(by, here.database, here.config(stores));
  }

  private Path file(String layerId) {
    return here.path.resolve("vfs/" + layerId + "/diff/file");
  }

  private void use(String layerId) {
    try (Tx tx = here.database.begin()) {
      new SqlContainerLayers(kernel, here.database, here.config())
          .create(tx, CONTAINER, layerId, false);
      tx.commit();
    }
  }

  private List<String> inHome() {
    List<String> names = new ArrayList<>();
    for (String part : List.of("vfs", "vfs/l")) {
      try (Stream<Path> entries = Files.list(here.path.resolve(part))) {
        entries
            .filter(entry -> Files.isSymbolicLink(entry))
            .forEach(entry -> names.add(String.valueOf(entry.getFileName())));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return names;
  }

  private @Nullable String storeOf(String layerId) {
    try (SqlStatement row = here.database.prepare("select store from layers where id=?1")) {
      assertThat(row.bind(1, layerId).step()).isTrue();
      return row.text(0);
    }
  }

  @Test
  void layerThatWasMadeAgainThereIsFoundAgain() {
    Layer first = there.add(IMAGE, "one");
    see(there.path);
    use(first.id());
    there.remove(IMAGE);
    there.add(IMAGE, "one");
    see(there.path);
    assertThat(here.images()).containsExactly("localhost/one:1");
    assertThat(file(first.id())).hasContent("one");
    assertThat(
            Path.of(new SqlContainerLayers(kernel, here.database, here.config()).mount(CONTAINER)))
        .isDirectoryContaining("glob:**file");
  }

  @Test
  void storeThatWasMovedIsFollowed() throws IOException {
    Layer layer = there.add(IMAGE, "one");
    see(there.path);
    use(layer.id());
    Path moved = folder.resolve("moved");
    Files.move(there.path, moved);
    see(moved);
    assertThat(file(layer.id())).hasContent("one");
    assertThat(storeOf(layer.id())).isEqualTo(moved.toString());
  }

  @Test
  void layerThatIsGoneThereComesBackAsThisStoresOwn() throws IOException {
    Layer layer = there.add(IMAGE, "one");
    see(there.path);
    use(layer.id());
    there.remove(IMAGE);
    see(there.path);
    assertThat(file(layer.id())).doesNotExist();
    assertThat(here.layers().find(layer.chainId())).as("it has to be fetched").isNull();
    assertThat(here.add(IMAGE, "one").id()).isEqualTo(layer.id());
    assertThat(file(layer.id())).hasContent("one");
    assertThat(storeOf(layer.id())).isNull();
    there.add(IMAGE, "one");
    see(there.path);
    assertThat(file(layer.id())).hasContent("one");
    assertThat(Files.isSymbolicLink(here.path.resolve("vfs/" + layer.id()))).isFalse();
  }

  @Test
  void imageThatIsAddedHereTooIsThisStoresOwn() {
    there.add(IMAGE, "one");
    see(there.path);
    here.add(IMAGE, "one");
    there.remove(IMAGE);
    see();
    assertThat(here.images()).containsExactly("localhost/one:1");
  }

  @Test
  void linksGoWithTheirLayers() {
    there.add(IMAGE, "one");
    see(there.path);
    assertThat(inHome()).hasSize(2);
    there.remove(IMAGE);
    see(there.path);
    assertThat(inHome()).isEmpty();
    there.add(IMAGE, "one");
    see(there.path);
    assertThat(inHome()).hasSize(2);
    see();
    assertThat(inHome()).isEmpty();
  }

  @Test
  void whatLiesInALinksPlaceIsReplaced() throws IOException {
    Layer layer = there.add(IMAGE, "one");
    Files.createDirectories(here.path.resolve("vfs/l"));
    Files.createSymbolicLink(here.path.resolve("vfs/" + layer.id()), Path.of("/nowhere"));
    Files.createDirectories(here.path.resolve("vfs/l/" + layer.link() + "/x"));
    see(there.path);
    assertThat(file(layer.id())).hasContent("one");
    assertThat(here.path.resolve("vfs/l/" + layer.link() + "/file")).hasContent("one");
  }

  @Test
  void eachDriverSeesItsOwnLayers() {
    there.add(IMAGE, "one");
    StorageConfig vfs = here.config(there.path);
    StorageConfig overlay =
        new StorageConfig(vfs.root(), vfs.runRoot(), "overlay", vfs.options(), true);
    SqlImageStore.seeOthers(kernel, here.database, overlay);
    assertThat(here.images()).isEmpty();
    see(there.path);
    assertThat(here.images()).hasSize(1);
  }

  @Test
  void changeDuringTheCopyIsNotMissed() {
    there.add(IMAGE, "one");
    see(kernelThat(() -> there.add("b".repeat(64), "two")), there.path);
    assertThat(here.images()).hasSize(2);
  }

  @Test
  void storeThatNeverRestsIsRefused() {
    there.add(IMAGE, "one");
    int[] count = {0};
    Runnable write =
        () -> {
          try (Tx tx = there.database.begin();
              SqlStatement row = tx.prepare("update images set created=?1")) {
            row.bind(1, ++count[0]).step();
            tx.commit();
          }
        };
    assertThatThrownBy(() -> see(always(write), there.path))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("change all the time");
    assertThat(folder.resolve("run/image-stores")).isEmptyDirectory();
  }

  @Test
  void copiesOfKilledProcessesGo() throws IOException {
    there.add(IMAGE, "one");
    Path left = Files.createDirectories(folder.resolve("run/image-stores/1-1-copies/0"));
    see(there.path);
    assertThat(left).doesNotExist();
    assertThat(folder.resolve("run/image-stores")).isEmptyDirectory();
  }

  @Test
  void nothingIsReadTwice() {
    there.add(IMAGE, "one");
    see(there.path, there.path);
    List<String> copies = new ArrayList<>();
    see(always(() -> copies.add("")), there.path, Path.of(there.path + "/"));
    assertThat(copies).isEmpty();
  }

  /** Returns a kernel where something happens once a database and its log have been copied. */
  private Kernel kernelThat(Runnable act) {
    int[] copies = {0};
    return always(() -> {
      if (++copies[0] == 2) {
        act.run();
      }
    });
  }

  /** Returns a kernel where something happens after each copy of a file. */
  private Kernel always(Runnable act) {
    FileIo io =
        wrap(
            FileIo.class,
            kernel.io(),
            method -> {
              if (method.equals("copy")) {
                act.run();
              }
              return null;
            });
    return wrap(Kernel.class, kernel, method -> method.equals("io") ? io : null);
  }

  private interface Answer {
    /** Acts after a method, and returns what it returns instead, or null for what it returned. */
    @Nullable Object after(String method);
  }

  private static <T> T wrap(Class<T> type, T real, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                Object other = answer.after(method.getName());
                return other == null ? result : other;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Test
  void linksAreNotFollowedOutOfTheStore() {
    Layer layer = there.add(IMAGE, "one");
    see(there.path);
    see();
    assertThat(there.path.resolve("vfs/" + layer.id())).as("only the link went").isDirectory();
  }
}
