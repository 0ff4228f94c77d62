package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeRequest;
import dev.kapok.libpod.Volumes;
import dev.kapok.libpod.volumes.LocalVolumes;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.sql.Tx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
    for (String name : new String[] {"", "..", "a/b", ".removed-x", "a b", "x".repeat(241)}) {
      assertThatThrownBy(() -> create(name)).isInstanceOf(KapokException.class);
    }
    assertThat(volumes.list()).isEmpty();
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
}
