package dev.kapok.sys.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.OpenFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link dev.kapok.sys.FileIo} promises. */
public abstract class FileIoSuite extends KernelSuite {
  private static final int NEW = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL;

  @Test
  void readsWhatItWrote() {
    int out = open("f", NEW);
    kernel.io().write(out, bytes("xhellox"), 1, 5);
    int in = open("f", OpenFlags.O_RDONLY);
    byte[] buffer = new byte[16];
    assertThat(kernel.io().read(in, buffer, 2, 10)).isEqualTo(5);
    assertThat(text(Arrays.copyOfRange(buffer, 2, 7))).isEqualTo("hello");
    assertThat(kernel.io().read(in, buffer, 0, 16)).isZero();
  }

  @Test
  void writesMoreThanAnyBuffer() throws IOException {
    byte[] data = new byte[3_000_001];
    new Random(1).nextBytes(data);
    kernel.io().write(open("f", NEW), data, 0, data.length);
    assertThat(Files.readAllBytes(folder.resolve("f"))).isEqualTo(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello\n", "\0", "\u007f\u0080", "\u07ff\u0800", "日本", "a🐋b", "\uffff"})
  void printsInUtf8(String text) throws IOException {
    kernel.io().print(open("f", NEW), text);
    assertThat(get("f")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"a\ud83d,a?", "\udc0bb,?b", "\ud83d\ud83d\udc0b,?🐋"})
  void printsHalfAPairAsAQuestionMark(String text, String printed) throws IOException {
    kernel.io().print(open("f", NEW), text);
    assertThat(get("f")).isEqualTo(printed);
  }

  @Test
  void printsMoreThanAnyBuffer() throws IOException {
    String text = "größer 🐋".repeat(100_000);
    kernel.io().print(open("f", NEW), text);
    assertThat(get("f")).isEqualTo(text);
  }

  @Test
  void makesFilesWithTheModeGiven() throws IOException {
    open("f", NEW);
    assertThat(Files.getPosixFilePermissions(folder.resolve("f")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void opensCloseOnExec() throws IOException {
    int fd = open("f", NEW);
    assertThat(Files.readString(java.nio.file.Path.of("/proc/self/fdinfo/" + fd)))
        .containsPattern("flags:\\s+02[0-7]{6}\\b");
  }

  @Test
  void namesWhatFailed() {
    assertThat(fails(Errno.ENOENT, () -> kernel.io().open(path("none"), OpenFlags.O_RDONLY, 0)))
        .hasMessage("open " + path("none") + ": no such file or directory");
    open("f", NEW);
    fails(Errno.EEXIST, () -> kernel.io().open(path("f"), NEW, 0600));
    fails(Errno.EBADF, () -> kernel.io().write(open("f", OpenFlags.O_RDONLY), new byte[1], 0, 1));
    fails(Errno.EISDIR, () -> kernel.io().read(dir, new byte[1], 0, 1));
  }

  @Test
  void refusesPathsThatTheKernelCannotTake() {
    fails(
        Errno.ENAMETOOLONG, () -> kernel.io().open("/" + "a/".repeat(3000), OpenFlags.O_RDONLY, 0));
    fails(Errno.EINVAL, () -> kernel.io().open("/tmp\0/x", OpenFlags.O_RDONLY, 0));
  }

  @Test
  void keepsNamesOutsideTheBasicPlane() throws IOException {
    String name = "näme-日本-🐋";
    kernel.io().write(open(name, NEW), bytes("x"), 0, 1);
    assertThat(get(name)).isEqualTo("x");
  }

  @Test
  void refusesRangesOutsideTheBuffer() {
    int fd = open("f", NEW);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> kernel.io().write(fd, new byte[4], 2, 3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> kernel.io().read(fd, new byte[4], -1, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> kernel.io().write(fd, new byte[4], Integer.MAX_VALUE, 2));
  }

  @Test
  void changesLengths() throws IOException {
    put("f", "hello");
    int fd = open("f", OpenFlags.O_WRONLY);
    kernel.io().truncate(fd, 2);
    assertThat(get("f")).isEqualTo("he");
    kernel.io().truncate(fd, 4);
    assertThat(get("f")).isEqualTo("he\0\0");
  }

  @Test
  void findsHolesAndData() throws IOException {
    put("f", "");
    int fd = open("f", OpenFlags.O_RDWR);
    kernel.io().truncate(fd, 3L << 20);
    assertThat(kernel.io().seek(fd, 1L << 20, FileIo.SEEK_SET)).isEqualTo(1L << 20);
    kernel.io().write(fd, new byte[4096], 0, 4096);
    assertThat(kernel.io().seek(fd, 0, FileIo.SEEK_DATA)).isEqualTo(1L << 20);
    assertThat(kernel.io().seek(fd, 1L << 20, FileIo.SEEK_HOLE)).isEqualTo((1L << 20) + 4096);
    fails(Errno.ENXIO, () -> kernel.io().seek(fd, 2L << 20, FileIo.SEEK_DATA));
    fails(Errno.ENXIO, () -> kernel.io().seek(fd, 4L << 20, FileIo.SEEK_HOLE));
    fails(Errno.EINVAL, () -> kernel.io().seek(fd, 0, 77));
    fails(Errno.EBADF, () -> kernel.io().seek(-1, 0, FileIo.SEEK_SET));
  }

  @Test
  void seeksBehindFourGigabytes() throws IOException {
    put("f", "");
    int fd = open("f", OpenFlags.O_RDWR);
    assertThat(kernel.io().seek(fd, 5L << 30, FileIo.SEEK_SET)).isEqualTo(5L << 30);
  }

  @Test
  void renamesOverAFile() throws IOException {
    put("a", "new");
    put("b", "old");
    kernel.io().rename(path("a"), path("b"));
    assertThat(get("b")).isEqualTo("new");
    assertThat(fails(Errno.ENOENT, () -> kernel.io().rename(path("a"), path("b"))))
        .hasMessageContaining(path("b"));
  }

  @Test
  void copiesUpToTheLengthGiven() throws IOException {
    put("a", "0123456789");
    int from = open("a", OpenFlags.O_RDONLY);
    int to = open("b", NEW);
    assertThat(kernel.io().copy(from, to, 4)).isEqualTo(4);
    assertThat(kernel.io().copy(from, to, 100)).isEqualTo(6);
    assertThat(kernel.io().copy(from, to, 100)).isZero();
    assertThat(get("b")).isEqualTo("0123456789");
  }

  @Test
  void copiesFilesThatHaveNoLength() throws IOException {
    int from = opened(kernel.io().open("/proc/self/status", OpenFlags.O_RDONLY, 0));
    kernel.io().copy(from, open("b", NEW), 1 << 20);
    assertThat(get("b")).startsWith("Name:");
  }

  @Test
  void makesFilesDurable() throws IOException {
    put("f", "x");
    kernel.io().sync(open("f", OpenFlags.O_RDONLY));
    kernel.io().sync(dir);
    kernel.io().syncFileSystem(dir);
    fails(Errno.EBADF, () -> kernel.io().sync(-1));
  }

  @Test
  void closesWithoutError() {
    kernel.io().close(kernel.io().open(path("f"), NEW, 0600));
    kernel.io().close(-1);
  }
}
