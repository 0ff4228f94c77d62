package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeRequest;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.mounts.MountSources;
import dev.kapok.libpod.mounts.RemovedVolumes;
import dev.kapok.libpod.parts.Failures;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.libpod.volumes.LocalVolumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VolumesTest extends VerbTest {
  private static final ProcessUser USER = new ProcessUser(-1, -1, List.of(), "/");

  private Path rootFs;

  @BeforeEach
  void make() throws IOException {
    rootFs = folder.resolve("rootfs");
    Files.createDirectories(rootFs.resolve("data"));
    Files.writeString(rootFs.resolve("data/file"), "of the image");
  }

  private Path resolve(String... options) {
    MountConfig mount = new MountConfig(MountConfig.Type.VOLUME, "vol", "/data", List.of(options));
    VolumeRequest request = new VolumeRequest("vol", Map.of(), Map.of(), true);
    new LocalVolumes(engine.parts).create(request);
    List<MountConfig> resolved =
        new MountSources(engine.parts).resolve("id", List.of(mount), rootFs.toString(), USER, null);
    return Path.of(String.valueOf(resolved.get(0).source()));
  }

  @Test
  void fillsANewVolumeFromTheImage() {
    assertThat(resolve().resolve("file")).hasContent("of the image");
  }

  @Test
  void leavesAVolumeAloneThatSomebodyEmptied() throws IOException {
    Files.delete(resolve().resolve("file"));

    assertThat(resolve()).isEmptyDirectory();
  }

  @Test
  void copiesNothingWhereThatIsNotWanted() {
    assertThat(resolve("nocopy")).isEmptyDirectory();
  }

  @Test
  void startsAgainWhereACopyWasKilled() throws IOException {
    Path half = folder.resolve("root/volumes/vol/_data.new");
    Files.createDirectories(half);
    Files.writeString(half.resolve("half"), "…");

    Path data = resolve();

    assertThat(data.resolve("file")).exists();
    assertThat(data.resolve("half")).doesNotExist();
    assertThat(half).doesNotExist();
  }

  @Test
  void keepsWhatSomebodyPutThereBefore() throws IOException {
    resolve("nocopy");
    Files.writeString(folder.resolve("root/volumes/vol/_data/own"), "…");

    assertThat(resolve().toFile().list()).containsExactly("own");
  }

  @Test
  void copiesLaterWhereTheFirstDidNotWantIt() {
    resolve("nocopy");

    assertThat(resolve().resolve("file")).hasContent("of the image");
  }

  @Test
  void saysWhereAFolderIsMissing() throws IOException {
    Path data = resolve();
    Files.delete(data.resolve("file"));
    Files.delete(data);

    assertThatThrownBy(this::resolve)
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("is gone, and Kapok did not delete it")
        .hasMessageContaining("volume rm --force vol");
  }

  @Test
  void putsBackWhatAKilledRemovalPutAside() {
    resolve();
    new RemovedVolumes(engine.parts).putAside("vol");

    assertThat(resolve().resolve("file")).hasContent("of the image");
  }

  @Test
  void takesNothingThatAnOlderVolumeOfThatNameLeft() throws IOException {
    resolve();
    Path aside = Path.of(engine.parts.paths().removedVolumes());
    Files.createDirectories(aside.resolve("old/vol/_data"));
    new LocalVolumes(engine.parts).remove("vol", true, 0);
    assertThat(aside.resolve("old")).exists();

    new LocalVolumes(engine.parts).create(new VolumeRequest("vol", Map.of(), Map.of(), false));
    assertThat(aside.resolve("old")).doesNotExist();
    Failures failures = new Failures();
    new RemovedVolumes(engine.parts).sweep(failures);
    assertThat(failures.none()).isTrue();
    assertThat(aside).doesNotExist();
  }

  @Test
  void takesOverWhatAKilledCreationLeft() throws IOException {
    Files.createDirectories(folder.resolve("root/volumes/vol/_data"));

    assertThat(resolve().resolve("file")).hasContent("of the image");
  }

  @Test
  void followsTheImagesLinksWithinTheImageOnly() throws IOException {
    Files.move(rootFs.resolve("data"), rootFs.resolve("real"));
    Files.createSymbolicLink(rootFs.resolve("data"), Path.of("/../../real"));

    assertThat(resolve().resolve("file")).hasContent("of the image");
  }

  @Test
  void refusesABindSourceThatIsGone() {
    MountConfig mount =
        new MountConfig(MountConfig.Type.BIND, folder + "/gone", "/data", List.of());

    assertThatThrownBy(() ->
            new MountSources(engine.parts)
                .resolve("id", List.of(mount), rootFs.toString(), USER, null))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("no such file or directory");
  }
}
