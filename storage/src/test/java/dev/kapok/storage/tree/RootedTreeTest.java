package dev.kapok.storage.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.storage.change.PartTar;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.TreeDeleter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RootedTreeTest {
  private final Kernel kernel = TestKernel.get();

  @TempDir private Path temp;
  private Path root;

  @SuppressWarnings("NullAway.Init") // made before each test
  private RootedTree tree;

  @BeforeEach
  void makeTree() throws IOException {
    root = Files.createDirectory(temp.resolve("root"));
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/passwd"), "inside");
    Files.createDirectories(root.resolve("a/b"));
    link("up", "../../../../etc");
    link("absolute", "/etc/passwd");
    link("chain", "up/passwd");
    link("dangling", "/a/new");
    link("loop", "loop");
    link("a/b/sideways", "../../etc");
    tree =
        new RootedTree(
            kernel,
            kernel.io().open(root.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0));
  }

  @AfterEach
  void close() {
    tree.close();
    // JUnit complains of links out of its folder.
    new TreeDeleter(kernel).delete(root.toString());
  }

  @Test
  void findsMountsWhoseFoldersAreAllMissing() throws IOException {
    Path volume = Files.createDirectory(temp.resolve("volume"));
    tree.mount("/app/data/db", volume.toString(), false);

    assertThat(tree.find("/app/data/db").isDirectory()).isTrue();
    assertThat(tree.find("/app/data/db/new").exists()).isFalse();
    assertThatThrownBy(() -> tree.find("/app/other/file")).isInstanceOf(SyscallException.class);
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, etc/passwd",
    "etc//./passwd, etc/passwd",
    "/../../etc/passwd, etc/passwd",
    "/up/passwd, etc/passwd",
    "/absolute, etc/passwd",
    "/chain, etc/passwd",
    "/a/b/sideways/passwd, etc/passwd",
    "/a/b/sideways/../a, a",
    "/a/b/.., a",
  })
  void linksAndDotsStayInside(String path, String found) {
    Spot spot = tree.find(path);
    assertThat(spot.whole()).isEqualTo(found);
    assertThat(spot.path()).isEqualTo(found);
    assertThat(spot.exists()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "", ".", "/..", "/a/../.."})
  void rootIsNamedInManyWays(String path) {
    assertThat(tree.find(path).isDirectory()).isTrue();
    assertThat(tree.find(path).name()).isEmpty();
  }

  @Test
  void whatIsMissingIsAPlaceInItsFolder() {
    Spot spot = tree.find("/dangling");
    assertThat(spot.exists()).isFalse();
    assertThat(spot.parent()).isEqualTo("a");
    assertThat(spot.base()).isEqualTo("new");
  }

  @ParameterizedTest
  @CsvSource({"/none/x, 2", "/etc/passwd/x, 20", "/etc/passwd/.., 20", "/loop, 40", "/loop/x, 40"})
  void refusesWhatIsNoPath(String path, int errno) {
    assertThatThrownBy(() -> tree.find(path))
        .isInstanceOfSatisfying(
            SyscallException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @Test
  void mountsHideWhatIsBeneath() throws IOException {
    Path whole = temp.resolve("volume");
    Path volume = Files.createDirectories(whole.resolve("sub"));
    Files.writeString(volume.resolve("file"), "v");
    Files.writeString(temp.resolve("one"), "o");
    link("tovolume", "/etc/sub/file");
    tree.mount("/etc", whole.toString(), true);
    tree.mount("/made/later", volume.toString(), false);
    tree.mount("/a/one", temp.resolve("one").toString(), false);

    assertThat(tree.find("/etc/passwd").exists()).isFalse();
    Spot file = tree.find("/tovolume");
    assertThat(file.exists()).isTrue();
    assertThat(file.path()).isEqualTo("sub/file");
    assertThat(file.whole()).isEqualTo("etc/sub/file");
    assertThat(file.readOnly()).isTrue();
    assertThat(tree.find("/made/later/file").readOnly()).isFalse();
    assertThat(tree.find("/made/later").isDirectory()).isTrue();
    assertThat(tree.find("/made/later").name()).isEqualTo("later");
    assertThat(tree.find("/made/later/../..").name()).isEmpty();
    Spot one = tree.find("/a/one");
    assertThat(one.base()).isEqualTo("one");
    assertThat(one.stat()).isNotNull();
  }

  @Test
  void linkThatTakesAFoldersPlaceIsNotFollowed() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("file"), "secret");
    Files.createDirectory(root.resolve("victim"));
    Files.writeString(root.resolve("victim/file"), "harmless");
    Spot folder = tree.find("/victim");
    Spot file = tree.find("/victim/file");

    Files.move(root.resolve("victim"), root.resolve("moved"));
    link("victim", outside.toString());

    for (Spot spot : new Spot[] {folder, file}) {
      assertThatThrownBy(() -> read(spot)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void folderIsCopiedIntoItselfOnce() throws IOException {
    Spot into = tree.find("/a/b");
    PartTar.Options options = new PartTar.Options(Set.of(), false, into.stat(), "a", null);
    Files.createDirectories(root.resolve("a/b/a/deep"));
    try (InputStream tar = new PartTar(kernel, tree.find("/a"), "a", options).open()) {
      assertThat(new String(tar.readAllBytes(), StandardCharsets.ISO_8859_1))
          .contains("a/b/sideways")
          .doesNotContain("a/b/a");
    }
  }

  private void read(Spot spot) throws IOException {
    PartTar.Options options = new PartTar.Options(Set.of(), false, null, null, null);
    try (InputStream tar = new PartTar(kernel, spot, "x", options).open()) {
      tar.readAllBytes();
    }
  }

  @Test
  void takesAFolderOnWhichNothingIsMountedForNoMount() {
    assertThat(tree.mount("/a/b", temp.toString(), false, true)).isFalse();
    assertThat(tree.find("/a/b").rootFd()).isEqualTo(tree.find("/").rootFd());
    assertThat(tree.mount("/a/b", "/proc", true, true)).isTrue();
    assertThat(tree.find("/a/b/self").readOnly()).isTrue();
  }
}
