package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import dev.kapok.test.harness.StoreState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store on a file system of a few megabytes. */
abstract class SmallDiskTest extends EngineTest {
  private static final String[] FULL = {"no space left", "disk is full"};

  /** Where the file system is mounted. */
  protected Path disk = Path.of("/nonexistent");

  /** A folder elsewhere. */
  protected Path work = Path.of("/nonexistent");

  /** The command with the store there. */
  protected Kapok small = new Kapok(identity, disk, disk);

  @BeforeEach
  void mountSmallDisk() throws IOException {
    disk = folder("disk");
    work = folder("work");
    int uid = identity.uid();
    String options = "size=16m,mode=700,uid=" + uid + ",gid=" + uid;
    Shell.run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()).ok();
    // A runtime folder of its own: the user's mount namespace has to be made after the disk.
    small = new Kapok(identity, disk, folder("xdg"));
  }

  private Path folder(String name) throws IOException {
    Path folder = Files.createDirectory(kapok.folder().resolve(name));
    Files.setAttribute(folder, "unix:uid", identity.uid());
    Files.setAttribute(folder, "unix:gid", identity.uid());
    Shell.run("chmod", name.equals("xdg") ? "700" : "755", folder.toString()).ok();
    return folder;
  }

  @AfterEach
  void unmountSmallDisk() throws IOException {
    free();
    small.run("rm", "-f", "-a", "-t", "0");
    Path keeper = small.runtimeDir().resolve("kapok/pause.pid");
    if (Files.exists(keeper)) {
      Shell.run("kill", "-9", Files.readString(keeper).strip().split(" ", 2)[0]);
    }
    Shell.run("umount", disk.toString()).ok();
  }

  protected void fill() {
    Shell.run("sh", "-c", "cat /dev/zero > " + disk + "/filler").exits(1);
    assertThat(disk.toFile().getUsableSpace()).isZero();
  }

  protected void free() {
    Shell.run("rm", "-f", disk + "/filler").ok();
  }

  protected void load() {
    small.run("load", "-q", "-i", archive().toString()).ok();
  }

  protected static void isFull(Result result) {
    result.exits(125);
    assertThat(result.stderr().toLowerCase(Locale.ROOT))
        .containsAnyOf(FULL)
        .doesNotContain("internal error");
  }

  protected void everythingWorks() {
    small.run("run", "--rm", "--network=none", BB, "true").ok();
    assertThat(small.run("ps", "-aq").ok().out()).isEmpty();
    assertThat(StoreState.unfinished(small)).isEmpty();
  }
}
