package dev.kapok.sys.suite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.OpenFlags;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link dev.kapok.sys.FileTree} promises. */
public abstract class FileTreeSuite extends KernelSuite {
  private static final int S_IFIFO = 0010000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFREG = 0100000;

  @Test
  void tellsWhatAFileIs() throws IOException {
    put("f", "hello");
    kernel.tree().mkdir(dir, bytes("d"), 0755);
    kernel.tree().symlink(bytes("nowhere"), dir, bytes("l"));
    kernel.tree().mknod(dir, bytes("p"), S_IFIFO | 0600, 0);
    FileStat file = stat("f");
    assertThat(file.isRegular()).isTrue();
    assertThat(file.size()).isEqualTo(5);
    assertThat(file.links()).isEqualTo(1);
    assertThat(file.blocks()).isPositive();
    assertThat(file.modifiedSeconds() * 1000)
        .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(60_000L));
    assertThat(stat("d").isDirectory()).isTrue();
    assertThat(stat("d").mode() & 07777).isEqualTo(0755);
    assertThat(stat("l").isSymlink()).isTrue();
    assertThat(stat("p").isFifo()).isTrue();
    assertThat(stat("").inode()).isEqualTo(inode(folder));
  }

  @Test
  void copiesATreeWhole() throws IOException {
    Path from = Files.createDirectory(folder.resolve("from"));
    Path to = Files.createDirectory(folder.resolve("to"));
    for (int i = 0; i < 300; i++) {
      Files.writeString(from.resolve("f" + i), "content of " + i);
    }
    Files.createDirectories(from.resolve("d/e"));
    Files.writeString(from.resolve("d/e/deep"), "x".repeat(200_000));
    Files.createLink(from.resolve("d/same"), from.resolve("f7"));
    Files.createSymbolicLink(from.resolve("link"), Path.of("d/nowhere"));
    Files.setPosixFilePermissions(from.resolve("d"), PosixFilePermissions.fromString("rwx--x---"));
    Files.setLastModifiedTime(from.resolve("d"), FileTime.fromMillis(1_000_000_000_000L));
    Files.setLastModifiedTime(from.resolve("f1"), FileTime.fromMillis(1_100_000_000_000L));
    try (RandomAccessFile holes = new RandomAccessFile(from.resolve("holes").toFile(), "rw")) {
      holes.seek(10 << 20);
      holes.write(1);
    }
    int source = kernel.io().open(from.toString(), OpenFlags.O_DIRECTORY, 0);
    int target = kernel.io().open(to.toString(), OpenFlags.O_DIRECTORY, 0);

    boolean copied = kernel.tree().copyTree(source, target, 3);

    kernel.io().close(source);
    kernel.io().close(target);
    if (!copied) {
      assertThat(to).isEmptyDirectory();
      return;
    }
    for (int i = 0; i < 300; i++) {
      assertThat(to.resolve("f" + i)).hasContent("content of " + i);
    }
    assertThat(to.resolve("d/e/deep")).hasSameBinaryContentAs(from.resolve("d/e/deep"));
    assertThat(inode(to.resolve("d/same"))).isEqualTo(inode(to.resolve("f7")));
    assertThat(Files.readSymbolicLink(to.resolve("link"))).isEqualTo(Path.of("d/nowhere"));
    assertThat(stat("to/d").mode() & 07777).isEqualTo(0710);
    assertThat(stat("to/d").modifiedSeconds()).isEqualTo(1_000_000_000L);
    assertThat(stat("to/f1").modifiedSeconds()).isEqualTo(1_100_000_000L);
    assertThat(to.resolve("holes")).hasSameBinaryContentAs(from.resolve("holes"));
    assertThat(stat("to/holes").blocks()).isEqualTo(stat("from/holes").blocks());
  }

  @Test
  void returnsNullForWhatIsNotThere() {
    assertThat(kernel.tree().stat(dir, bytes("none"))).isNull();
    assertThat(kernel.tree().stat(CWD, bytes(path("none/deeper")))).isNull();
  }

  @Test
  void takesAbsolutePathsWithoutADirectory() throws IOException {
    put("f", "x");
    assertThat(requireNonNull(kernel.tree().stat(CWD, bytes(path("f")))).isRegular()).isTrue();
    kernel.tree().mkdir(CWD, bytes(path("d")), 0700);
    assertThat(folder.resolve("d")).isDirectory();
  }

  @Test
  void makesHardLinksNeverThroughSymbolicOnes() throws IOException {
    put("f", "x");
    kernel.tree().link(dir, bytes("f"), dir, bytes("g"));
    assertThat(stat("g").inode()).isEqualTo(stat("f").inode());
    kernel.tree().symlink(bytes("f"), dir, bytes("l"));
    kernel.tree().link(dir, bytes("l"), dir, bytes("m"));
    assertThat(stat("m").isSymlink()).isTrue();
    fails(Errno.EEXIST, () -> kernel.tree().link(dir, bytes("f"), dir, bytes("g")));
  }

  @Test
  void makesDevices() throws IOException {
    assumeRoot("devices need root");
    kernel.tree().mknod(dir, bytes("null"), S_IFCHR | 0666, 0x103);
    assertThat(stat("null").isCharDevice()).isTrue();
    assertThat(stat("null").rdev()).isEqualTo(0x103);
    // makedev(0x123, 0x45678): the kernel keeps 12 bits of the major number and 20 of the minor.
    long large = (0x123L << 8) | 0x78 | (0x456L << 20);
    kernel.tree().mknod(dir, bytes("big"), S_IFCHR | 0666, large);
    assertThat(stat("big").rdev()).isEqualTo(large);
  }

  @Test
  void makesEmptyFiles() throws IOException {
    kernel.tree().mknod(dir, bytes("e"), S_IFREG | 0600, 0);
    assertThat(get("e")).isEmpty();
  }

  @Test
  void readsLinksOfAnyBytes() {
    byte[] target = {'a', (byte) 0xff, (byte) 0xc3, '/', '.', '.'};
    kernel.tree().symlink(target, dir, bytes("l"));
    assertThat(kernel.tree().readlink(dir, bytes("l"))).isEqualTo(target);
    kernel.tree().symlink(bytes("x".repeat(4000)), dir, bytes("long"));
    assertThat(kernel.tree().readlink(dir, bytes("long"))).hasSize(4000);
    kernel.tree().mkdir(dir, bytes("d"), 0700);
    fails(Errno.EINVAL, () -> kernel.tree().readlink(dir, bytes("d")));
  }

  @Test
  void unlinksFilesAndDirectories() throws IOException {
    put("f", "x");
    kernel.tree().mkdir(dir, bytes("d"), 0700);
    put("d/x", "");
    fails(Errno.ENOTDIR, () -> kernel.tree().unlink(dir, bytes("f"), true));
    fails(Errno.EISDIR, () -> kernel.tree().unlink(dir, bytes("d"), false));
    fails(Errno.ENOTEMPTY, () -> kernel.tree().unlink(dir, bytes("d"), true));
    kernel.tree().unlink(dir, bytes("d/x"), false);
    kernel.tree().unlink(dir, bytes("d"), true);
    kernel.tree().unlink(dir, bytes("f"), false);
    assertThat(kernel.tree().list(dir)).isEmpty();
    assertThat(fails(Errno.ENOENT, () -> kernel.tree().unlink(dir, bytes("f"), false)))
        .hasMessage("unlink f: no such file or directory");
  }

  @Test
  void renamesWithAndWithoutReplacing() throws IOException {
    put("a", "A");
    put("b", "B");
    fails(Errno.EEXIST, () -> kernel.tree().rename(dir, bytes("a"), dir, bytes("b"), true));
    kernel.tree().rename(dir, bytes("a"), dir, bytes("c"), true);
    kernel.tree().rename(dir, bytes("c"), dir, bytes("b"), false);
    assertThat(get("b")).isEqualTo("A");
  }

  @Test
  void listsNamesOfAnyBytes() {
    byte[] odd = {(byte) 0xff, (byte) 0xfe, ' ', '\n'};
    kernel.tree().mkdir(dir, odd, 0700);
    kernel.tree().mkdir(dir, bytes(".hidden"), 0700);
    assertThat(kernel.tree().list(dir)).containsExactlyInAnyOrder(odd, bytes(".hidden"));
    assertThat(kernel.tree().list(dir)).as("again").hasSize(2);
  }

  @Test
  void listsLargeDirectories() {
    for (int i = 0; i < 2000; i++) {
      kernel.tree().mknod(dir, bytes("a-rather-long-name-of-a-file-" + i), S_IFREG | 0600, 0);
    }
    List<String> names = new ArrayList<>();
    for (byte[] name : kernel.tree().list(dir)) {
      names.add(text(name));
    }
    assertThat(names)
        .hasSize(2000)
        .doesNotHaveDuplicates()
        .contains("a-rather-long-name-of-a-file-1999");
  }

  @Test
  void refusesToListAFile() throws IOException {
    put("f", "x");
    fails(Errno.ENOTDIR, () -> kernel.tree().list(open("f", OpenFlags.O_RDONLY)));
  }

  @Test
  void neverLeavesTheDirectoryItOpensBeneath() throws IOException {
    Files.createDirectories(folder.resolve("root/etc"));
    put("outside", "secret");
    put("root/etc/file", "inside");
    Files.createSymbolicLink(folder.resolve("root/up"), Path.of("../outside"));
    Files.createSymbolicLink(folder.resolve("root/absolute"), Path.of("/etc/file"));
    int root = open("root", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
    fails(Errno.EXDEV, () -> beneath(root, "../outside", OpenFlags.RESOLVE_BENEATH));
    fails(Errno.EXDEV, () -> beneath(root, "up", OpenFlags.RESOLVE_BENEATH));
    fails(Errno.ENOENT, () -> beneath(root, "up", OpenFlags.RESOLVE_IN_ROOT));
    fails(Errno.ELOOP, () -> beneath(root, "absolute", OpenFlags.RESOLVE_NO_SYMLINKS));
    byte[] buffer = new byte[16];
    int fd = opened(beneath(root, "absolute", OpenFlags.RESOLVE_IN_ROOT));
    assertThat(kernel.io().read(fd, buffer, 0, 16)).isEqualTo(6);
  }

  @Test
  void makesFilesBeneathADirectory() throws IOException {
    int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL;
    int fd =
        opened(
            kernel.tree().openBeneath(dir, bytes("new"), flags, 0640, OpenFlags.RESOLVE_BENEATH));
    kernel.io().write(fd, bytes("x"), 0, 1);
    assertThat(get("new")).isEqualTo("x");
    assertThat(stat("new").mode() & 07777).isEqualTo(0640);
  }

  private int beneath(int root, String path, int resolve) {
    return kernel.tree().openBeneath(root, bytes(path), OpenFlags.O_RDONLY, 0, resolve);
  }

  private FileStat stat(String name) {
    return requireNonNull(kernel.tree().stat(dir, bytes(name)));
  }

  private static long inode(Path path) throws IOException {
    return (long) Files.getAttribute(path, "unix:ino");
  }
}
