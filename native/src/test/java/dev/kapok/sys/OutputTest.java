package dev.kapok.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class OutputTest {
  private final RecordingOutput io = new RecordingOutput();

  @Test
  void buffersStandardOutput() {
    Output out = Output.standard(io);
    out.print("a");
    out.println("ü");
    out.write('x');
    assertThat(io.writes()).isEmpty();
    out.flush();
    out.flush();
    assertThat(io.writes()).containsExactly("1:aü\nx");
  }

  @Test
  void writesLargeTextsInOrder() {
    Output out = Output.standard(io);
    out.print("small");
    out.print("L".repeat(10_000));
    out.print("end");
    out.close();
    assertThat(String.join("", io.writes()).replace("1:", ""))
        .isEqualTo("small" + "L".repeat(10_000) + "end");
    assertThat(io.writes()).hasSize(3);
  }

  @Test
  void writesErrorsAtOnce() {
    Output.error(io).println("Error: x");
    assertThat(io.writes()).containsExactly("2:Error: x\n");
  }

  @Test
  void endsTheCommandWhenTheReaderIsGone() {
    io.failWith(Errno.EPIPE);
    Output out = Output.standard(io);
    out.print("x");
    assertThatExceptionOfType(OutputClosedException.class).isThrownBy(out::flush);
    out.flush(); // what could not be written is dropped
  }

  @Test
  void passesOtherErrorsOn() {
    io.failWith(Errno.ENOSPC);
    Output out = Output.error(io);
    assertThatExceptionOfType(SyscallException.class)
        .isThrownBy(() -> out.print("x"))
        .matches(e -> e.errno() == Errno.ENOSPC);
  }
}
