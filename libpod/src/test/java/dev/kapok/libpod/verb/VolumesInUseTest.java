package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.VolumeRequest;
import dev.kapok.libpod.Volumes;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.mounts.MountSources;
import dev.kapok.libpod.mounts.RemovedVolumes;
import dev.kapok.libpod.mounts.VolumeFolders;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.libpod.volumes.LocalVolumes;
import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container that runs has mounted the folder of a volume, not its path. */
class VolumesInUseTest extends VerbTest {
  private static final ProcessUser USER = new ProcessUser(-1, -1, List.of(), "/");

  private Volumes volumes;

  @BeforeEach
  void make() {
    volumes = new LocalVolumes(engine.parts);
    volumes.create(new VolumeRequest("vol", Map.of(), Map.of(), false));
  }

  private Path data(String name) {
    return folder.resolve("root/volumes").resolve(name).resolve("_data");
  }

  private Object inode(String name) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(data(name), BasicFileAttributes.class).fileKey());
  }

  private void run(String id) throws IOException {
    Files.createDirectories(Path.of(engine.parts.paths().bundle(id)));
    try (Tx tx = engine.parts.database().begin()) {
      engine.parts.volumes().use(tx, "vol", id);
      tx.commit();
    }
  }

  @Test
  void staysTheSameFolderWhenATarComesIn() throws IOException {
    volumes.create(new VolumeRequest("from", Map.of(), Map.of(), false));
    Files.createDirectory(data("from").resolve("folder"));
    Files.writeString(data("from").resolve("folder/file"), "of the tar");
    Object before = inode("vol");

    try (InputStream tar = volumes.exportTar("from")) {
      volumes.importTar("vol", tar);
    }

    assertThat(inode("vol")).isEqualTo(before);
    assertThat(data("vol").resolve("folder/file")).hasContent("of the tar");
  }

  @Test
  void staysTheSameFolderWhenASecondContainerFillsIt() throws IOException {
    Path rootFs = folder.resolve("rootfs");
    Files.createDirectories(rootFs.resolve("data"));
    Files.writeString(rootFs.resolve("data/file"), "of the image");
    run("a".repeat(64));
    run("b".repeat(64));
    Object before = inode("vol");

    MountConfig mount = new MountConfig(MountConfig.Type.VOLUME, "vol", "/data", List.of());
    new MountSources(engine.parts)
        .resolve("b".repeat(64), List.of(mount), rootFs.toString(), USER, null);

    assertThat(inode("vol")).isEqualTo(before);
    assertThat(data("vol").resolve("file")).hasContent("of the image");
    assertThat(data("vol").resolveSibling("filling")).doesNotExist();
  }

  @Test
  void staysTheSameFolderWhenACopyForAStoppedContainerFillsIt() throws IOException {
    Path rootFs = folder.resolve("rootfs");
    Files.createDirectories(rootFs.resolve("data"));
    Files.writeString(rootFs.resolve("data/file"), "of the image");
    run("a".repeat(64));
    Object before = inode("vol");

    MountConfig mount = new MountConfig(MountConfig.Type.VOLUME, "vol", "/data", List.of());
    new MountSources(engine.parts)
        .resolve("c".repeat(64), List.of(mount), rootFs.toString(), USER, null);

    assertThat(inode("vol")).isEqualTo(before);
    assertThat(data("vol").resolve("file")).hasContent("of the image");
  }

  @Test
  void isFreedOnceHoweverOftenItsTarIsClosed() throws IOException {
    InputStream tar = volumes.exportTar("vol");
    tar.close();
    String path = engine.parts.paths().volumeLock("vol");
    int held = engine.parts.locks().acquire(path, 0);

    tar.close();

    assertThat(engine.parts.locks().acquire(path, 0)).isNegative();
    engine.parts.locks().unlock(held);
  }

  @Test
  void comesBackBesideTheLockOfWhoLookedForIt() throws IOException {
    VolumeFolders folders = new VolumeFolders(engine.parts);
    Files.writeString(data("vol").resolve("file"), "kept");
    new RemovedVolumes(engine.parts).putAside("vol");
    folders.unlock(folders.lock("vol"));

    folders.requireThere("vol");

    assertThat(data("vol").resolve("file")).hasContent("kept");
  }
}
