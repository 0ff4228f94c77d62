package dev.kapok.storage.driver;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import dev.kapok.storage.Change;
import dev.kapok.storage.ContainerLayers;
import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.LayerTars;
import dev.kapok.storage.StagedLayer;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.Tree;
import dev.kapok.storage.Trees;
import dev.kapok.storage.store.SqlContainerLayers;
import dev.kapok.storage.store.SqlLayerStore;
import dev.kapok.storage.store.SqlLayerTars;
import dev.kapok.storage.store.SqlStoreCheck;
import dev.kapok.storage.store.SqlTrees;
import dev.kapok.storage.store.StorageSchema;
import dev.kapok.storage.tar.RawTar;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.TreeDeleter;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** Returns the driver's options. */
  protected List<String> options() {
    return List.of();
  }

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
    config = new StorageConfig(root.toString(), runRoot.toString(), driver(), options(), rootless);
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
    Path exported = container("c2", add(null, tar(Tree.EMPTY, Tree.container("c1"))));
    for (Path each : List.of(root, exported)) {
      assertThat(Files.getAttribute(each.resolve("a"), "unix:ino"))
          .isEqualTo(Files.getAttribute(each.resolve("d/b"), "unix:ino"));
      assertThat(Files.getAttribute(each.resolve("d/b"), "unix:nlink")).isEqualTo(2);
    }
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
  void passingLayersBeginAnewAndKeepTheirImage() throws IOException {
    Layer layer = add(null, RawTar.archive().file("a", "1").end());
    try (Tx tx = database.begin()) {
      containers.createPassing(tx, "c1-0", layer.id(), null);
      tx.commit();
    }
    created.add("c1-0");
    assertThat(names(home().resolve("c"))).isEmpty();
    Path root = Path.of(containers.mount("c1-0"));
    Files.writeString(root.resolve("new"), "passes");
    boolean isMount = kernel.mounts().isMountPoint(root.toString()); // vfs copies
    assertThat(containers.mount("c1-0")).isEqualTo(root.toString());
    assertThat(Files.exists(root.resolve("new"))).isEqualTo(isMount);
    containers.delete("c1-0");
    assertThat(names(home().resolve("c"))).isEmpty();
    assertThatThrownBy(() -> remove(layer)).isInstanceOf(RuntimeException.class);
    assertThat(new SqlStoreCheck(kernel, database, config).containers()).isEmpty();
    root = Path.of(containers.mount("c1-0"));
    assertThat(root.resolve("a")).hasContent("1");
    assertThat(root.resolve("new")).doesNotExist();
    // What a command that was killed left is no beginning either.
    Files.writeString(root.resolve("new"), "left");
    containers.unmount("c1-0");
    assertThat(Path.of(containers.mount("c1-0")).resolve("new")).doesNotExist();
    containers.delete("c1-0");
    try (Tx tx = database.begin()) {
      containers.remove(tx, "c1-0");
      tx.commit();
    }
    remove(layer);
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

  @Test
  void tellsWhatAContainerChanged() throws IOException {
    Path root = container("c1", changedImage());
    change(root);
    assertThat(changes("c1"))
        .containsExactly(
            "ADDED /dir",
            "ADDED /dir/hard",
            "ADDED /dir/new",
            "ADDED /dir/" + "n".repeat(200),
            "ADDED /dir/soft",
            "MODIFIED /etc",
            "ADDED /etc/added",
            "MODIFIED /etc/changed",
            "DELETED /etc/gone",
            "MODIFIED /opaque",
            "ADDED /opaque/new",
            "DELETED /opaque/old",
            "MODIFIED /replaced",
            "ADDED /replaced/inner",
            "DELETED /whole");
  }

  @Test
  void tellsNothingOfAContainerThatChangedNothing() throws IOException {
    container("c1", changedImage());
    assertThat(changes("c1")).isEmpty();
  }

  @Test
  void tellsWhatALayerChanged() throws IOException {
    Layer bottom = changedImage();
    Layer top =
        add(
            bottom,
            RawTar.archive()
                .file("etc/.wh.gone", "")
                .file("etc/changed", "other")
                .file("opaque/.wh..wh..opq", "")
                .file("opaque/new", "1")
                .file(".wh.never", "")
                .end());
    Trees trees = new SqlTrees(kernel, database, config);
    Tree tree = Tree.layer(top.id());
    assertThat(lines(trees.changes(trees.beneath(tree), tree)))
        .containsExactly(
            "MODIFIED /etc",
            "MODIFIED /etc/changed",
            "DELETED /etc/gone",
            "MODIFIED /opaque",
            "ADDED /opaque/new",
            "DELETED /opaque/old");
    assertThat(lines(trees.changes(tree, Tree.layer(bottom.id()))))
        .containsExactly(
            "MODIFIED /etc",
            "MODIFIED /etc/changed",
            "ADDED /etc/gone",
            "MODIFIED /opaque",
            "DELETED /opaque/new",
            "ADDED /opaque/old");
    assertThat(trees.beneath(tree)).isEqualTo(Tree.layer(bottom.id()));
    assertThat(trees.beneath(trees.beneath(trees.beneath(tree)))).isEqualTo(Tree.EMPTY);
  }

  @Test
  void commitsWhatAContainerChanged() throws IOException {
    Layer image = changedImage();
    Path root = container("c1", image);
    change(root);
    Path copy = container("c2", add(image, tar(Tree.layer(image.id()), Tree.container("c1"))));
    assertSameTree(root, copy);
    assertThat(Files.getAttribute(copy.resolve("dir/hard"), "unix:ino"))
        .isEqualTo(Files.getAttribute(copy.resolve("dir/new"), "unix:ino"));
  }

  @Test
  void exportsAllThatAContainerSees() throws IOException {
    Path root = container("c1", changedImage());
    change(root);
    Path copy = container("c2", add(null, tar(Tree.EMPTY, Tree.container("c1"))));
    assertSameTree(root, copy);
  }

  @Test
  void keepsHoles() throws IOException {
    Layer image = changedImage();
    Path root = container("c1", image);
    try (RandomAccessFile file = new RandomAccessFile(root.resolve("holes").toFile(), "rw")) {
      file.write(1);
      file.seek(5_000_000);
      file.write(new byte[] {2, 3});
      file.setLength(9_000_001);
    }
    byte[] expected = Files.readAllBytes(root.resolve("holes"));
    Path committed = container("c2", add(image, tar(Tree.layer(image.id()), Tree.container("c1"))));
    Path exported = container("c3", add(null, tar(Tree.EMPTY, Tree.container("c1"))));
    for (Path copy : List.of(committed, exported)) {
      assertThat(copy.resolve("holes")).hasBinaryContent(expected);
      FileStat stat = kernel.tree().stat(FileTree.CWD, bytes(copy.resolve("holes")));
      assertThat(stat).isNotNull().extracting(FileStat::blocks, as(LONG)).isLessThan(500L);
    }
  }

  @Test
  void keepsAttributesOfWhatAContainerMade() throws IOException {
    Layer image = changedImage();
    Path root = container("c1", image);
    byte[] value = {0, 1, (byte) 0xff, '=', '\n'};
    Files.writeString(root.resolve("etc/added"), "1");
    for (String name : List.of("etc/added", "etc/kept", "etc")) {
      kernel.attributes().setXattr(FileTree.CWD, bytes(root.resolve(name)), "user.kapok", value);
    }
    assertThat(changes("c1"))
        .containsExactly("MODIFIED /etc", "ADDED /etc/added", "MODIFIED /etc/kept");
    Path committed = container("c2", add(image, tar(Tree.layer(image.id()), Tree.container("c1"))));
    Path exported = container("c3", add(null, tar(Tree.EMPTY, Tree.container("c1"))));
    for (Path copy : List.of(committed, exported)) {
      for (String name : List.of("etc/added", "etc/kept", "etc")) {
        assertThat(
                kernel.attributes().getXattr(FileTree.CWD, bytes(copy.resolve(name)), "user.kapok"))
            .isEqualTo(value);
      }
    }
  }

  @Test
  void writesTheSameTarEachTime() throws IOException {
    Path root = container("c1", changedImage());
    change(root);
    byte[] tar = tar(Tree.EMPTY, Tree.container("c1"));
    assertThat(tar(Tree.EMPTY, Tree.container("c1"))).isEqualTo(tar);
    Layer layer = add(null, tar);
    Files.delete(home().resolve(layer.id()).resolve("tar"));
    try (InputStream again = new SqlLayerTars(kernel, database, config).open(layer.id())) {
      assertThat(again.readAllBytes()).isEqualTo(tar);
    }
  }

  @Test
  void refusesToWriteALayerTheTarOfWhichIsUnknown() throws IOException {
    Layer layer = add(null, RawTar.archive().file("b", "1").file("a", "1").end());
    Files.delete(home().resolve(layer.id()).resolve("tar"));
    try (InputStream again = new SqlLayerTars(kernel, database, config).open(layer.id())) {
      assertThatThrownBy(again::readAllBytes).hasMessageContaining("without a record");
    }
  }

  @Test
  void refusesToCommitNamesThatMeanDeletion() throws IOException {
    Path root = container("c1", changedImage());
    Files.writeString(root.resolve(".wh.name"), "1");
    Trees trees = new SqlTrees(kernel, database, config);
    Tree container = Tree.container("c1");
    try (InputStream tar = trees.layer(trees.beneath(container), container)) {
      assertThatThrownBy(tar::readAllBytes)
          .hasMessageContaining("\"/.wh.name\"")
          .hasMessageContaining("means a deletion");
    }
  }

  private Layer changedImage() throws IOException {
    return add(
        add(
            null,
            RawTar.archive()
                .folder("etc/")
                .file("etc/gone", "1")
                .file("etc/kept", "1")
                .file("etc/changed", "1")
                .folder("opaque/")
                .file("opaque/old", "1")
                .file("replaced", "file")
                .folder("whole/")
                .file("whole/file", "1")
                .end()),
        RawTar.archive().file("etc/changed", "2").folder("empty/").end());
  }

  private void change(Path root) throws IOException {
    Files.delete(root.resolve("etc/gone"));
    Files.writeString(root.resolve("etc/changed"), "three");
    Files.writeString(root.resolve("etc/added"), "1");
    Files.delete(root.resolve("opaque/old"));
    Files.delete(root.resolve("opaque"));
    Files.createDirectory(root.resolve("opaque"));
    Files.writeString(root.resolve("opaque/new"), "1");
    Files.delete(root.resolve("replaced"));
    Files.createDirectory(root.resolve("replaced"));
    Files.writeString(root.resolve("replaced/inner"), "1");
    Files.delete(root.resolve("whole/file"));
    Files.delete(root.resolve("whole"));
    Files.createDirectory(root.resolve("dir"));
    Files.writeString(root.resolve("dir/new"), "content".repeat(100_000));
    Files.createLink(root.resolve("dir/hard"), root.resolve("dir/new"));
    Files.createSymbolicLink(root.resolve("dir/soft"), Path.of("/else/" + "where/".repeat(40)));
    Files.writeString(root.resolve("dir/" + "n".repeat(200)), "long name");
    kernel.attributes().setTimes(FileTree.CWD, bytes(root.resolve("dir/new")), 1, 0, -5, 250);
    kernel.attributes().chmod(FileTree.CWD, bytes(root.resolve("dir/new")), 04711);
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns what a container changed, a line each. */
  protected final List<String> changes(String container) {
    Trees trees = new SqlTrees(kernel, database, config);
    Tree tree = Tree.container(container);
    return lines(trees.changes(trees.beneath(tree), tree));
  }

  private static List<String> lines(List<Change> changes) {
    return changes.stream().map(change -> change.kind() + " " + change.path()).toList();
  }

  private byte[] tar(Tree from, Tree to) throws IOException {
    try (InputStream tar = new SqlTrees(kernel, database, config).layer(from, to)) {
      return tar.readAllBytes();
    }
  }

  /** Compares names, types, modes, owners, times and contents. */
  private static void assertSameTree(Path expected, Path found) throws IOException {
    assertThat(describe(found)).isEqualTo(describe(expected));
  }

  private static List<String> describe(Path root) throws IOException {
    List<String> lines = new ArrayList<>();
    try (var paths = Files.walk(root)) {
      for (Path path : paths.filter(path -> !path.equals(root)).sorted().toList()) {
        String attributes = "unix:mode,uid,gid,nlink,lastModifiedTime";
        Map<String, Object> found =
            new TreeMap<>(Files.readAttributes(path, attributes, LinkOption.NOFOLLOW_LINKS));
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          found.remove("nlink");
        }
        String content =
            Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                ? Files.readString(path)
                : Files.isSymbolicLink(path) ? Files.readSymbolicLink(path).toString() : "";
        lines.add(root.relativize(path) + " " + found + " " + content);
      }
    }
    return lines;
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

  /** Unmounts a container. */
  protected final void unmount(String id) {
    containers.unmount(id);
  }

  /** Mounts a container; returns its root. */
  protected final Path mount(String id) {
    return Path.of(containers.mount(id));
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
