package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeRequest;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.Volumes;
import dev.kapok.libpod.mounts.StagedTars;
import dev.kapok.libpod.mounts.VolumeFolders;
import dev.kapok.libpod.mounts.VolumeMount;
import dev.kapok.libpod.volumes.LocalVolumes;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.sql.Tx;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalVolumesTest extends VerbTest {
  private Volumes volumes;

  @BeforeEach
  void make() {
    volumes = new LocalVolumes(engine.parts);
  }

  private String create(String name) {
    return volumes.create(new VolumeRequest(name, Map.of("k", "v"), Map.of(), false));
  }

  private Path data(String name) {
    return folder.resolve("root/volumes").resolve(name).resolve("_data");
  }

  private static KapokException.Kind kind(Throwable thrown) {
    return ((KapokException) thrown).kind();
  }

  private void use(String name) {
    try (Tx tx = engine.parts.database().begin()) {
      engine.parts.volumes().use(tx, name, "c".repeat(64));
      tx.commit();
    }
  }

  @Test
  void makesAVolumeOnce() {
    create("vol");

    assertThat(data("vol")).isEmptyDirectory();
    assertThatThrownBy(() -> create("vol"))
        .satisfies(e -> assertThat(kind(e)).isEqualTo(KapokException.Kind.EXISTS));
    assertThat(volumes.create(new VolumeRequest("vol", Map.of(), Map.of(), true))).isEqualTo("vol");
  }

  @Test
  void makesUpANameWithoutBeingAnonymous() {
    String name = volumes.create(new VolumeRequest(null, Map.of(), Map.of(), false));

    assertThat(name).hasSize(64);
    assertThat(volumes.list().get(0).anonymous()).isFalse();
  }

  @Test
  void refusesNamesThatLeadElsewhere() {
    for (String name : new String[] {"", "..", "a/b", ".removed-x", "a b", "x".repeat(256)}) {
      assertThatThrownBy(() -> create(name)).isInstanceOf(KapokException.class);
    }
    assertThat(volumes.list()).isEmpty();
  }

  @Test
  void worksWithTheLongestName() throws IOException {
    String name = "x".repeat(255);
    create(name);
    Files.writeString(data(name).resolve("file"), "…");
    VolumeMount mount = new VolumeMount(engine.parts);
    mount.pin(name, 1);
    assertThat(mount.pins(name)).isEqualTo(1);

    volumes.remove(name, false, null);

    assertThat(mount.pins(name)).isZero();
    assertThat(folder.resolve("root/volumes")).isEmptyDirectory();
  }

  @Test
  void showsWhatWasListedThoughItWentMeanwhile() {
    create("a");
    create("b");
    List<VolumeSummary> listed = volumes.list();
    volumes.remove("a", false, null);

    List<String> shown = volumes.inspect(listed);

    assertThat(shown).hasSize(2);
    assertThat(Json.parseObject(shown.get(0))).containsEntry("Name", "a");
    assertThat(shown.get(1)).isEqualTo(volumes.inspect("b"));
  }

  @Test
  void findsAVolumeByTheBeginningOfItsName() {
    create("volume");
    create("vol");
    create("other");

    assertThat(Json.parseObject(volumes.inspect("vol"))).containsEntry("Name", "vol");
    assertThat(Json.parseObject(volumes.inspect("oth"))).containsEntry("Name", "other");
    assertThatThrownBy(() -> volumes.inspect("vo")).hasMessageContaining("more than one");
    assertThatThrownBy(() -> volumes.inspect("x"))
        .satisfies(e -> assertThat(kind(e)).isEqualTo(KapokException.Kind.NOT_FOUND));
    assertThat(volumes.exists("vo")).isFalse();
  }

  @Test
  void removesFilesAndRecord() throws IOException {
    create("vol");
    Files.writeString(data("vol").resolve("file"), "…");

    volumes.remove("vol", false, null);

    assertThat(volumes.list()).isEmpty();
    assertThat(folder.resolve("root/volumes")).isEmptyDirectory();
  }

  @Test
  void keepsAVolumeThatAContainerUses() {
    create("vol");
    use("vol");

    assertThatThrownBy(() -> volumes.remove("vol", false, null))
        .satisfies(e -> assertThat(kind(e)).isEqualTo(KapokException.Kind.IN_USE))
        .hasMessageContaining("c".repeat(64));
    assertThat(volumes.removeUnused("vol")).isNegative();
    assertThat(data("vol")).exists();
  }

  @Test
  void removesAVolumeWhoseFolderIsGone() throws IOException {
    create("vol");
    Files.delete(data("vol"));

    assertThatThrownBy(() -> volumes.exportTar("vol")).hasMessageContaining("is gone");
    volumes.remove("vol", false, null);
    assertThat(volumes.list()).isEmpty();
  }

  @Test
  void writesAndReadsTars() throws IOException {
    create("from");
    create("to");
    Files.writeString(data("from").resolve("a"), "first");
    Files.writeString(data("from").resolve(".wh.b"), "second");
    Files.writeString(data("to").resolve("a"), "old");
    Files.writeString(data("to").resolve("b"), "kept");

    try (InputStream tar = volumes.exportTar("from")) {
      volumes.importTar("to", tar);
    }

    assertThat(data("to").resolve("a")).hasContent("first");
    assertThat(data("to").resolve("b")).hasContent("kept");
    assertThat(data("to").resolve(".wh.b")).hasContent("second");
  }

  @Test
  void followsNoLinkOfTheVolumeWhenATarComesIn() throws IOException {
    create("from");
    create("to");
    Files.createDirectory(data("from").resolve("link"));
    Files.writeString(data("from").resolve("link/file"), "inside");
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(data("to").resolve("link"), outside);

    try (InputStream tar = volumes.exportTar("from")) {
      volumes.importTar("to", tar);
    }

    assertThat(outside).isEmptyDirectory();
    assertThat(data("to").resolve("link/file")).hasContent("inside");
  }

  @Test
  void takesNothingOfABadTar() {
    create("vol");

    assertThatThrownBy(
            () -> volumes.importTar("vol", new ByteArrayInputStream(new byte[] {1, 2, 3})))
        .isInstanceOf(Exception.class);
    assertThat(data("vol")).isEmptyDirectory();
  }

  /** A tar of a volume, whose reading lets something happen meanwhile. */
  private InputStream slowTar(String name, Runnable meanwhile) {
    return new FilterInputStream(volumes.exportTar(name)) {
      private boolean happened;

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (!happened) {
          happened = true;
          meanwhile.run();
        }
        return super.read(buffer, offset, length);
      }
    };
  }

  @Test
  void isFreeForOthersWhileATarIsRead() throws IOException {
    create("from");
    create("to");
    VolumeFolders folders = new VolumeFolders(engine.parts);
    String path = engine.parts.paths().volumeLock("to");

    List<Integer> locks = new ArrayList<>();

    try (InputStream tar =
        slowTar(
            "from",
            () -> {
              int lock = engine.parts.locks().acquire(path, 0);
              locks.add(lock);
              if (lock >= 0) {
                folders.unlock(lock);
              }
            })) {
      volumes.importTar("to", tar);
    }

    assertThat(locks).singleElement(as(INTEGER)).isNotNegative();
    assertThat(data("to").resolveSibling("import")).doesNotExist();
  }

  @Test
  void tellsThatTheVolumeWentWhileItsTarWasRead() throws IOException {
    create("from");
    create("to");
    Files.writeString(data("from").resolve("file"), "…");

    try (InputStream tar =
        slowTar(
            "from",
            () -> {
              volumes.remove("to", false, null);
              create("to");
            })) {
      assertThatThrownBy(() -> volumes.importTar("to", tar))
          .satisfies(e -> assertThat(kind(e)).isEqualTo(KapokException.Kind.NOT_FOUND))
          .hasMessageContaining("removed meanwhile");
    }

    assertThat(data("to")).isEmptyDirectory();
    assertThat(data("to").resolveSibling("import")).doesNotExist();
    assertThat(Path.of(engine.parts.paths().imports())).doesNotExist();
  }

  @Test
  void saysThatTheVolumeWentAndNotThatItsFolderIsLost() throws IOException {
    create("from");
    create("to");

    try (InputStream tar = slowTar("from", () -> volumes.remove("to", false, null))) {
      assertThatThrownBy(() -> volumes.importTar("to", tar))
          .satisfies(e -> assertThat(kind(e)).isEqualTo(KapokException.Kind.NOT_FOUND))
          .hasMessageContaining("removed meanwhile");
    }

    assertThat(folder.resolve("root/volumes/to")).doesNotExist();
  }

  @Test
  void namesTheVolumeThatCannotBeRemoved() throws IOException {
    create("vol");
    Path aside = Path.of(engine.parts.paths().removedVolumes());
    Files.writeString(aside, "no folder");

    assertThatThrownBy(() -> volumes.removeUnused("vol"))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("removing volume vol: ");
    assertThat(data("vol")).exists();
    assertThat(volumes.exists("vol")).isTrue();
  }

  @Test
  void sweepsWhatAKilledImportLeft() throws IOException {
    create("vol");
    Path left = data("vol").resolveSibling("import").resolve("0123");
    Files.createDirectories(left.resolve("files"));
    Path marks = Path.of(engine.parts.paths().imports());
    Files.createDirectories(marks);
    Files.writeString(marks.resolve("0123"), "vol");
    Files.writeString(marks.resolve("4567"), "gone");
    Files.createFile(marks.resolve("89ab"));
    StagedTars.Staged busy = new StagedTars(engine.parts).begin("vol");

    new Sweep(engine.parts).sweep();

    assertThat(left).doesNotExist();
    assertThat(busy.isThere()).isTrue();
    assertThat(busy.mark()).startsWith(marks + "/");
    try (var others = Files.list(marks)) {
      assertThat(others).containsExactly(Path.of(busy.mark()));
    }
    busy.close();
    assertThat(marks).doesNotExist();
    assertThat(data("vol").resolveSibling("import")).doesNotExist();
  }
}
