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
