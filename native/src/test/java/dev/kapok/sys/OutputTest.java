package dev.kapok.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
  private final RecordingIo io = new RecordingIo();

  @Test
  void buffersStandardOutput() {
    Output out = Output.standard(io);
    out.print("a");
    out.println("ü");
    out.write('x');
    assertThat(io.writes).isEmpty();
    out.flush();
    out.flush();
    assertThat(io.writes).containsExactly("1:aü\nx");
  }

  @Test
  void writesLargeTextsInOrder() {
    Output out = Output.standard(io);
    out.print("small");
    out.print("L".repeat(10_000));
    out.print("end");
    out.close();
    assertThat(String.join("", io.writes).replace("1:", ""))
        .isEqualTo("small" + "L".repeat(10_000) + "end");
    assertThat(io.writes).hasSize(3);
  }

  @Test
  void writesErrorsAtOnce() {
    Output.error(io).println("Error: x");
    assertThat(io.writes).containsExactly("2:Error: x\n");
  }

  @Test
  void endsTheCommandWhenTheReaderIsGone() {
    io.errno = Errno.EPIPE;
    Output out = Output.standard(io);
    out.print("x");
    assertThatExceptionOfType(OutputClosedException.class).isThrownBy(out::flush);
    out.flush(); // what could not be written is dropped
  }

  @Test
  void passesOtherErrorsOn() {
    io.errno = Errno.ENOSPC;
    Output out = Output.error(io);
    assertThatExceptionOfType(SyscallException.class)
        .isThrownBy(() -> out.print("x"))
        .matches(e -> e.errno() == Errno.ENOSPC);
  }

  private static final class RecordingIo implements FileIo {
    final List<String> writes = new ArrayList<>();
    int errno;

    @Override
    public void write(int fd, byte[] buffer, int offset, int length) {
      if (errno != 0) {
        throw new SyscallException("write", errno, "descriptor " + fd);
      }
      writes.add(fd + ":" + new String(buffer, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public int open(String path, int flags, int mode) {
      throw new UnsupportedOperationException("open");
    }

    @Override
    public int read(int fd, byte[] buffer, int offset, int length) {
      throw new UnsupportedOperationException("read");
    }

    @Override
    public void close(int fd) {
      throw new UnsupportedOperationException("close");
    }

    @Override
    public void sync(int fd) {
      throw new UnsupportedOperationException("sync");
    }

    @Override
    public void syncFileSystem(int fd) {
      throw new UnsupportedOperationException("syncFileSystem");
    }

    @Override
    public void truncate(int fd, long length) {
      throw new UnsupportedOperationException("truncate");
    }

    @Override
    public void rename(String from, String to) {
      throw new UnsupportedOperationException("rename");
    }

    @Override
    public long copy(int fromFd, int toFd, long length) {
      throw new UnsupportedOperationException("copy");
    }
  }
}
