package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.bundle.Volumes;
import dev.kapok.libpod.model.MountConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VolumesTest extends VerbTest {
  private Path rootFs;

  @BeforeEach
  void make() throws IOException {
    rootFs = folder.resolve("rootfs");
    Files.createDirectories(rootFs.resolve("data"));
    Files.writeString(rootFs.resolve("data/file"), "of the image");
  }

  private Path resolve(String... options) {
    MountConfig mount = new MountConfig(MountConfig.Type.VOLUME, "vol", "/data", List.of(options));
    List<MountConfig> resolved =
        new Volumes(engine.parts).resolve(List.of(mount), rootFs.toString());
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
  void followsTheImagesLinksWithinTheImageOnly() throws IOException {
    Files.move(rootFs.resolve("data"), rootFs.resolve("real"));
    Files.createSymbolicLink(rootFs.resolve("data"), Path.of("/../../real"));

    assertThat(resolve().resolve("file")).hasContent("of the image");
  }

  @Test
  void refusesABindSourceThatIsGone() {
    MountConfig mount =
        new MountConfig(MountConfig.Type.BIND, folder + "/gone", "/data", List.of());

    assertThatThrownBy(() -> new Volumes(engine.parts).resolve(List.of(mount), rootFs.toString()))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("no such file or directory");
  }
}
