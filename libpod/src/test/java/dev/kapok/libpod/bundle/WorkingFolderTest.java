package dev.kapok.libpod.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.libpod.state.Configs;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingFolderTest {
  @TempDir Path root;
  private List<MountConfig> mounts = List.of();

  private void prepare(String path, boolean asked) throws IOException {
    ContainerConfig plain = Configs.plain('1', "one").config();
    ProcessConfig process =
        new ProcessConfig(
            null, null, List.of(), path, asked, null, List.of(), false, false, "0022");
    ContainerConfig config = Configs.running(plain, process);
    // The test's own user: nobody else can give files away.
    int uid = (int) Files.getAttribute(root, "unix:uid");
    int gid = (int) Files.getAttribute(root, "unix:gid");
    new WorkingFolder(TestKernel.get(), config)
        .prepare(root.toString(), mounts, new ProcessUser(uid, gid, List.of(), "/"));
  }

  private void refuses(String path, String message) {
    assertThatThrownBy(() -> prepare(path, true))
        .isInstanceOfSatisfying(
            KapokException.class,
            e -> assertThat(e.kind()).isEqualTo(KapokException.Kind.START_FAILED))
        .hasMessage(message);
  }

  @Test
  void refusesAMissingFolderThatTheUserNamed() {
    refuses("/a/b", "workdir \"/a/b\" does not exist on container " + Configs.id('1'));
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void refusesWhatIsNoFolder() throws IOException {
    Files.createFile(root.resolve("file"));
    refuses(
        "/file",
        "workdir \"/file\" exists on container " + Configs.id('1') + ", but is not a directory");
  }

  @Test
  void makesTheFolderThatTheImageNames() throws IOException {
    prepare("/a/b/c", false);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a/b/c"))))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void makesNothingOutsideOfTheRoot() throws IOException {
    Path inside = Files.createDirectory(root.resolve("tmp"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("/tmp"));
    prepare("/link/kapok-workdir", false);
    assertThat(inside.resolve("kapok-workdir")).isDirectory();
    assertThat(Path.of("/tmp/kapok-workdir")).doesNotExist();
  }

  @Test
  void leavesWhatLiesBelowAMountToTheRuntime() throws IOException {
    mounts = List.of(new MountConfig(MountConfig.Type.TMPFS, null, "/data", List.of()));
    prepare("/data/sub", true);
    prepare("/proc", true);
    assertThat(root).isEmptyDirectory();
  }
}
