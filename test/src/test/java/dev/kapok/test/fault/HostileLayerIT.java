package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.HandImage;
import dev.kapok.test.harness.HandTar;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import dev.kapok.test.harness.StoreState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Layers written to get out of their folder, or to use up what the host has. What cannot be
 * unpacked as it says is refused whole; what has a harmless meaning gets that one, and nothing
 * outside of the store changes.
 */
class HostileLayerIT extends EngineTest {
  private static final int ENTRIES = entries();
  private static final long TOP_SIZE = 077777777777L;

  /** KAPOK_ENTRIES=1000000 makes it a million, which takes minutes on a small machine. */
  private static int entries() {
    String value = System.getenv("KAPOK_ENTRIES");
    return value == null ? 200_000 : Integer.parseInt(value);
  }

  private Path work = Path.of("/nonexistent");
  private Path canary = Path.of("/nonexistent");

  @BeforeEach
  void makeCanary() throws IOException {
    work = Files.createDirectory(kapok.folder().resolve("work"));
    canary = Files.writeString(kapok.folder().resolve("canary"), "untouched");
    Shell.run("chown", "-R", identity.uid() + ":" + identity.uid(), kapok.folder().toString());
    Shell.run("chmod", "755", work.toString()).ok();
  }

  @AfterEach
  void canaryIsUntouched() throws IOException {
    assertThat(canary).hasContent("untouched");
    try (var files = Files.list(kapok.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .isSubsetOf("root", "run", "tmp", "work", "canary");
    }
    assertThat(StoreState.unfinished(kapok)).isEmpty();
    assertThat(Files.exists(Path.of("/kapok-was-here"))).isFalse();
  }

  private Result load(HandImage.Entries entries) throws IOException {
    return kapok.run("load", "-q", "-i", HandImage.archive(work, entries).toString());
  }

  private void isRefused(String cause, HandImage.Entries entries) throws IOException {
    load(entries).exits(125).complains("layer").complains(cause);
    assertThat(StoreState.layers(kapok)).hasSize(1);
    assertThat(StoreState.unfinished(kapok)).isEmpty();
    assertThat(kapok.run("images", "-aq").ok().lines()).hasSize(1);
  }

  /** Returns what the loaded layer holds. */
  private List<String> loaded(HandImage.Entries entries) throws IOException {
    List<String> before = StoreState.layers(kapok);
    load(entries).ok();
    List<String> layers =
        StoreState.layers(kapok).stream().filter(layer -> !before.contains(layer)).toList();
    assertThat(layers).hasSize(1);
    String diff = kapok.root() + "/overlay/" + layers.getFirst() + "/diff";
    List<String> found =
        Shell.run(List.of("find", diff, "-mindepth", "1", "-printf", "%y %P %l\\n"), "")
            .ok()
            .lines();
    kapok.run("rmi", HandImage.NAME).ok();
    assertThat(StoreState.layers(kapok)).isEqualTo(before);
    return found.stream().map(String::strip).sorted().toList();
  }

  @Test
  void wayUpIsRefused() throws IOException {
    isRefused("..", tar -> tar.file("../canary", "x"));
    isRefused("..", tar -> tar.folder("a/").file("a/../../../../../../../kapok-was-here", "x"));
    isRefused("..", tar -> tar.link(HandTar.SYMLINK, "a/..", "/"));
    isRefused("..", tar -> tar.link(HandTar.HARD_LINK, "a", "../../../canary"));
  }

  @Test
  void absoluteNamesAreTakenBeneathTheLayer() throws IOException {
    assertThat(loaded(tar -> tar.file("/kapok-was-here", "x").file(canary.toString(), "x")))
        .contains("f kapok-was-here", "f " + canary.toString().substring(1));
  }

  @Test
  void nothingIsWrittenThroughASymbolicLink() throws IOException {
    String outside = kapok.folder().toString();
    for (String target : List.of(outside, "../../../..", "/", "./")) {
      HandImage.Entries entries =
          tar -> tar.link(HandTar.SYMLINK, "out", target).file("out/canary", "changed");
      // As podman does: the later entry wins, so the link becomes a folder.
      Result result = load(entries);
      if (result.status() == 0) {
        kapok.run("rmi", HandImage.NAME).ok();
      } else {
        result.exits(125).complains("layer");
      }
      assertThat(canary).hasContent("untouched");
    }
    assertThat(
            loaded(tar -> tar.link(HandTar.SYMLINK, "f", canary.toString()).file("f", "changed")))
        .containsExactly("f f");
  }

  @Test
  void hardLinksLeadNowhereElse() throws IOException {
    isRefused("hard link", tar -> tar.link(HandTar.HARD_LINK, "a", canary.toString()));
    isRefused("hard link", tar -> tar.link(HandTar.HARD_LINK, "a", "/etc/passwd"));
    isRefused(
        "hard link",
        tar ->
            tar.link(HandTar.SYMLINK, "out", kapok.folder().toString())
                .link(HandTar.HARD_LINK, "a", "out/canary"));
    // A second name of the link itself, not of what it points at.
    assertThat(
            loaded(tar ->
                tar.link(HandTar.SYMLINK, "out", canary.toString())
                    .link(HandTar.HARD_LINK, "a", "out")))
        .containsExactly("l a " + canary, "l out " + canary);
  }

  @Test
  void devicesAreMadeByRootAlone() throws IOException {
    List<String> found = loaded(tar -> tar.link(HandTar.CHAR_DEVICE, "null", "").folder("d/"));
    assertThat(found)
        .isEqualTo(identity == Identity.ROOT ? List.of("c null", "d d") : List.of("d d"));
  }

  @Test
  void pathsThatAreTooLongAreRefused() throws IOException {
    isRefused("longer than", tar -> tar.file("a/".repeat(2500) + "f", "x"));
    isRefused("longer than", tar -> tar.file("a".repeat(5000), "x"));
    isRefused("longer than", tar -> tar.file("a".repeat(256), "x"));
  }

  @Test
  void deepPathThatIsJustShortEnoughCanBeRemovedToo() throws IOException {
    String path = "a/".repeat(2046) + "f";
    assertThat(loaded(tar -> tar.file(path, "x"))).hasSize(2047);
  }

  @Test
  void laterEntryOfTheSameNameWins() throws IOException {
    assertThat(
            loaded(tar ->
                tar.file("a", "1")
                    .file("a", "2")
                    .folder("a/")
                    .file("a/b", "3")
                    .link(HandTar.SYMLINK, "a", "b")
                    .file("c", "4")
                    .link(HandTar.HARD_LINK, "c", "c")))
        .containsExactly("f c", "l a b");
  }

  @Test
  void whiteoutsOfOddNamesHitNothingOutside() throws IOException {
    for (String name : List.of(".wh...", ".wh..", ".wh.", "a/.wh../canary", "../.wh.canary")) {
      Result result = load(tar -> tar.file(name, ""));
      if (result.status() == 0) {
        kapok.run("rmi", HandImage.NAME).ok();
      } else {
        result.exits(125).complains("layer");
      }
      assertThat(canary).hasContent("untouched");
    }
  }

  @Test
  void whiteoutsThatHideNoNameAreRefused() throws IOException {
    for (String name : List.of(".wh.", ".wh..", ".wh...", "a/.wh..")) {
      isRefused("hides no name", tar -> tar.file(name, ""));
    }
    isRefused("..", tar -> tar.file("a/../.wh.canary", ""));
    isRefused("hard link", tar -> tar.file("a", "").link(HandTar.HARD_LINK, "b", ".wh.a"));
  }

  @Test
  void whiteoutsGoThroughNoLink() throws IOException {
    String outside = kapok.folder().toString();
    for (String marker : List.of(".wh.canary", ".wh..wh..opq", ".wh..wh.plnk")) {
      Result result =
          load(tar -> tar.link(HandTar.SYMLINK, "out", outside).file("out/" + marker, ""));
      if (result.status() == 0) {
        kapok.run("rmi", HandImage.NAME).ok();
      } else {
        result.exits(125).complains("layer");
      }
      assertThat(canary).hasContent("untouched");
    }
  }

  @Test
  void markersAreMarkersWhateverTheirType() throws IOException {
    // As folders and links they mean the same as files; none of them becomes a name of the layer.
    assertThat(
            loaded(tar ->
                tar.folder("a/")
                    .folder("a/.wh..wh..opq/")
                    .link(HandTar.SYMLINK, ".wh..wh.aufs", "/")
                    .file("a/kept", "x")))
        .containsExactly("d a", "f a/kept");
    isRefused("layer", tar -> tar.file("f", "x").file("f/.wh..wh..opq", ""));
    isRefused(
        "layer",
        tar ->
            tar.folder("a/.wh..wh..opq/")
                .file("a/.wh..wh..opq/b", "x")
                .link(HandTar.HARD_LINK, "c", "a/.wh..wh..opq"));
  }

  @Test
  void foldersThatWereLinksLeadNowhere() throws IOException {
    String outside = kapok.folder().toString();
    // The classic race in one archive: a folder, a link in its place, then a file in it.
    for (int order = 0; order < 2; order++) {
      boolean folderFirst = order == 0;
      Result result =
          load(tar -> {
            if (folderFirst) {
              tar.folder("d/").file("d/first", "x");
            }
            tar.link(HandTar.SYMLINK, "d", outside);
            if (!folderFirst) {
              tar.folder("d/").link(HandTar.SYMLINK, "d", outside);
            }
            tar.file("d/canary", "changed").folder("d/new/");
          });
      if (result.status() == 0) {
        kapok.run("rmi", HandImage.NAME).ok();
      } else {
        result.exits(125).complains("layer");
      }
      assertThat(canary).hasContent("untouched");
    }
    assertThat(
            loaded(tar ->
                tar.link(HandTar.SYMLINK, "d", outside).folder("d/").file("d/canary", "mine")))
        .containsExactly("d d", "f d/canary");
  }

  @Test
  void namesThatDifferInCaseAreTwo() throws IOException {
    assertThat(
            loaded(tar -> tar.link(HandTar.SYMLINK, "Dir", "/").folder("dir/").file("dir/f", "x")))
        .containsExactly("d dir", "f dir/f", "l Dir /");
  }

  @Test
  void namesMayHoldNewlinesButNoNul() throws IOException {
    load(tar -> tar.file("a\nb", "x").file("c\u001b[2Jd", "y")).ok();
    kapok.run("rmi", HandImage.NAME).ok();
    isRefused("NUL", tar -> tar.pax("path", "a\0/../../b").file("a", "x"));
    isRefused("NUL", tar -> tar.pax("linkpath", "a\0b").link(HandTar.SYMLINK, "a", "x"));
    // What is refused is named without its control characters.
    assertThat(load(tar -> tar.file("../\u001b[2J\nx", "")).exits(125).stderr().trim())
        .doesNotContain("\u001b")
        .doesNotContain("\n");
  }

  @Test
  void extendedHeadersEscapeNoMoreThanPlainOnes() throws IOException {
    isRefused("..", tar -> tar.pax("path", "../canary").file("fine", "x"));
    isRefused(
        "hard link",
        tar ->
            tar.file("a", "x")
                .pax("linkpath", canary.toString())
                .link(HandTar.HARD_LINK, "b", "a"));
    isRefused(
        "..",
        tar ->
            tar.file("a", "x").pax("linkpath", "../../canary").link(HandTar.HARD_LINK, "b", "a"));
    for (String size : List.of("-1", "99999999999999999999", "0x10", "1e9", " 1")) {
      isRefused("size", tar -> tar.pax("size", size).file("a", "x"));
    }
    isRefused("end", tar -> tar.pax("size", "9223372036854775807").file("a", "x"));
    isRefused("owner", tar -> tar.pax("uid", "4294967295").file("a", "x"));
    isRefused("uid", tar -> tar.pax("uid", "-1").file("a", "x"));
    isRefused("mtime", tar -> tar.pax("mtime", "99999999999999999999999").file("a", "x"));
    isRefused(
        "layer",
        tar ->
            tar.pax("GNU.sparse.map", "0,9223372036854775807", "GNU.sparse.size", "1")
                .file("a", "x"));
  }

  @Test
  void headersWithoutBoundAreRefused() throws IOException {
    isRefused("longer than", tar -> tar.header('L', "././@LongLink", "", TOP_SIZE));
    isRefused("longer than", tar -> tar.header('K', "././@LongLink", "", 2L << 20));
    isRefused("longer than", tar -> tar.header('x', "pax", "", 1L << 32));
  }

  @Test
  void setUidFilesAreTheUsersOwn() throws IOException {
    load(tar -> tar.pax("SCHILY.xattr.trusted.overlay.redirect", "/etc").file("su", "x")).ok();
    String found =
        Shell.run("sh", "-c", "stat -c %u " + kapok.root() + "/overlay/*/diff/su").ok().out();
    assertThat(found).isEqualTo(Integer.toString(identity.uid()));
    // Nobody else comes as far as the files, whatever their mode.
    assertThat(Shell.run("stat", "-c", "%a %u", kapok.root() + "/overlay").ok().out())
        .isEqualTo("700 " + identity.uid());
    assertThat(
            Shell.run("sh", "-c", "getfattr -d -m trusted " + kapok.root() + "/overlay/*/diff/su")
                .out())
        .doesNotContain("redirect");
  }

  @Test
  void archiveThatEndsInTheMiddleOrLiesAboutSizesIsRefused() throws IOException {
    isRefused("end", tar -> tar.header(HandTar.FILE, "big", "", TOP_SIZE));
    isRefused("", tar -> tar.header('?', "odd", "", 0));
  }

  @Test
  void manyEntriesInOneFolderAreUnpackedAndRemoved() throws IOException {
    int count = identity == Identity.ROOT ? ENTRIES : ENTRIES / 10;
    Path archive =
        HandImage.archive(
            work,
            tar -> {
              for (int i = 0; i < count; i++) {
                tar.header(HandTar.FILE, "many/" + i, "", 0);
              }
            });
    kapok.run("load", "-q", "-i", archive.toString()).ok();
    String folders = kapok.root() + "/overlay/*/diff/many";
    assertThat(Shell.run("sh", "-c", "ls -f " + folders + " | wc -l").ok().out())
        .isEqualTo(Integer.toString(count + 2));
    kapok.run("rmi", HandImage.NAME).ok();
    assertThat(StoreState.layers(kapok)).hasSize(1);
  }

  @Test
  void gzipThatGoesOnAfterTheArchiveIsReadToItsEndAndNotKept() throws IOException {
    // 300 MB of zeros behind the end of the archive, in 300 KB.
    ByteArrayOutputStream zeros = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zeros)) {
      byte[] block = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        gzip.write(block);
      }
    }
    Path layer = work.resolve("layer.tar");
    HandImage.layer(layer, tar -> tar.file("a", "b"));
    byte[] whole = HandImage.bytes(layer);
    byte[] all = Arrays.copyOf(whole, whole.length + zeros.size());
    System.arraycopy(zeros.toByteArray(), 0, all, whole.length, zeros.size());
    Path archive = HandImage.pack(work, all, HandImage.sha256("another"));
    kapok.run("load", "-q", "-i", archive.toString()).exits(125).complains("diff id");
    assertThat(StoreState.layers(kapok)).hasSize(1);
  }

  @Test
  void archiveOfImagesWithOddNamesInsideIsRefused() throws IOException {
    for (String name : List.of("../../../../etc/passwd", "/etc/passwd", "", "config.json/x")) {
      Path folder = Files.createDirectories(work.resolve("odd"));
      Files.writeString(
          folder.resolve("manifest.json"),
          "[{\"Config\":\"" + name + "\",\"RepoTags\":[\"../x\"],\"Layers\":[\"" + name + "\"]}]");
      Path archive = work.resolve("odd.tar");
      Shell.run("tar", "-C", folder.toString(), "-cf", archive.toString(), "manifest.json").ok();
      kapok.run("load", "-i", archive.toString()).exits(125).complains("odd.tar");
    }
    Files.writeString(work.resolve("text.tar"), "x".repeat(5000), StandardCharsets.UTF_8);
    kapok.run("load", "-i", work.resolve("text.tar").toString()).exits(125).complains("text.tar");
    assertThat(StoreState.layers(kapok)).hasSize(1);
  }
}
