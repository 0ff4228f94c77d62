package dev.kapok.sys.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.sys.Errno;
import dev.kapok.sys.RefusingFileIo;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  @TempDir Path folder;

  private final TextFile file = new TextFile(TestKernel.get().io());

  @Test
  void readsUpToTheBound() throws IOException {
    for (int length : new int[] {0, 1, 4095, 4096, 4097, 20_000, 100_000}) {
      String path = put("x".repeat(length));
      assertThat(file.read(path, 100_000)).hasSize(length);
      assertThat(file.read(path, length)).hasSize(length);
    }
  }

  @Test
  void refusesWhatIsLarger() throws IOException {
    String path = put("x".repeat(5000));
    assertThatExceptionOfType(SyscallException.class)
        .isThrownBy(() -> file.read(path, 4999))
        .matches(e -> e.errno() == Errno.EFBIG)
        .withMessage("read " + path + ": file too large");
  }

  @Test
  void readsFilesWithoutALength() {
    assertThat(file.read("/proc/self/status", 65536)).startsWith("Name:");
  }

  @Test
  void tellsAMissingFileApart() {
    String path = folder.resolve("none").toString();
    assertThat(file.readIfThere(path, 10)).isNull();
    assertThatExceptionOfType(SyscallException.class)
        .isThrownBy(() -> file.read(path, 10))
        .matches(e -> e.errno() == Errno.ENOENT);
    assertThatExceptionOfType(SyscallException.class)
        .isThrownBy(() -> file.readIfThere(folder.toString(), 10))
        .matches(e -> e.errno() == Errno.EISDIR);
  }

  @Test
  void processThatEndsMeanwhileIsMissing() {
    RefusingFileIo proc =
        new RefusingFileIo() {
          @Override
          public int open(String path, int flags, int mode) {
            return 7;
          }

          @Override
          public int read(int fd, byte[] buffer, int offset, int length) {
            throw new SyscallException("read", Errno.ESRCH, "descriptor 7");
          }

          @Override
          public void close(int fd) {
            assertThat(fd).isEqualTo(7);
          }
        };
    assertThat(new TextFile(proc).readIfThere("/proc/1/cmdline", 10)).isNull();
  }

  private String put(String content) throws IOException {
    return Files.writeString(folder.resolve("f"), content).toString();
  }
}
