package dev.kapok.sys.suite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.Errno;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.Terminals;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Terminals} promises; conmon is played by the other end of a pair. */
public abstract class TerminalsSuite extends KernelSuite {
  private static final byte[] CTRL_P_Q = {16, 17};

  private int[] pair = {};
  private int[] in = {};
  private int out;
  private int err;

  @BeforeEach
  void connect() {
    pair = kernel.sockets().packetPair();
    in = kernel.sockets().pipe();
    out = open("out", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
    err = open("err", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
  }

  @AfterEach
  void disconnect() {
    for (int fd : new int[] {pair[0], in[0], in[1]}) {
      kernel.io().close(fd);
    }
  }

  @Test
  void partsTheStreams() throws Exception {
    packet(2, "to out ");
    packet(3, "to err");
    packet(2, "and out");
    packet(9, "unknown stream");
    CompletableFuture<Integer> pump = pump(new byte[0]);
    hangUp();
    assertThat(ended(pump)).isEqualTo(Terminals.ENDED);
    assertThat(get("out")).isEqualTo("to out and out");
    assertThat(get("err")).isEqualTo("to err");
  }

  @Test
  void passesLargeOutputCompletely() throws Exception {
    CompletableFuture<Integer> pump = pump(new byte[0]);
    byte[] packet = new byte[8193];
    new Random(1).nextBytes(packet);
    packet[0] = 2;
    for (int i = 0; i < 500; i++) {
      kernel.io().write(pair[1], packet, 0, packet.length);
    }
    hangUp();
    assertThat(ended(pump)).isEqualTo(Terminals.ENDED);
    assertThat(folder.resolve("out")).hasSize(500 * 8192);
  }

  @Test
  void sendsInputAndItsEndAndKeepsReading() throws Exception {
    CompletableFuture<Integer> pump = pump(new byte[0]);
    type("hello");
    assertThat(sent()).isEqualTo("hello");
    kernel.io().close(in[1]);
    assertThat(kernel.sockets().receive(pair[1], 100, 10_000)).as("shut down").isNull();
    packet(2, "late output");
    hangUp();
    assertThat(ended(pump)).isEqualTo(Terminals.ENDED);
    assertThat(get("out")).isEqualTo("late output");
  }

  @Test
  void readsInputFromAFile() throws Exception {
    put("input", "x".repeat(100_000));
    int file = open("input", OpenFlags.O_RDONLY);
    CompletableFuture<Integer> pump =
        inBackground(() -> kernel.terminals().pump(pair[0], file, out, err, new byte[0]));
    int length = 0;
    for (byte[] part = part(); part != null; part = part()) {
      length += part.length;
    }
    assertThat(length).isEqualTo(100_000);
    hangUp();
    assertThat(ended(pump)).isEqualTo(Terminals.ENDED);
  }

  @Test
  void closesNothingWithoutInput() throws Exception {
    CompletableFuture<Integer> pump =
        inBackground(() -> kernel.terminals().pump(pair[0], -1, out, -1, CTRL_P_Q));
    fails(Errno.EAGAIN, () -> kernel.sockets().receive(pair[1], 100, 50));
    packet(3, "dropped");
    packet(2, "kept");
    hangUp();
    assertThat(ended(pump)).isEqualTo(Terminals.ENDED);
    assertThat(get("out")).isEqualTo("kept");
  }

  @Test
  void detachesAfterSendingWhatWasTypedBefore() throws Exception {
    CompletableFuture<Integer> pump = pump(CTRL_P_Q);
    type("abc\u0010\u0011dropped");
    assertThat(ended(pump)).isEqualTo(Terminals.DETACHED);
    assertThat(sent()).isEqualTo("abc");
  }

  @Test
  void matchesDetachKeysAcrossReads() throws Exception {
    CompletableFuture<Integer> pump = pump(CTRL_P_Q);
    type("\u0010");
    fails(Errno.EAGAIN, () -> kernel.sockets().receive(pair[1], 100, 50));
    type("x");
    assertThat(sent()).as("held back until it is no match").isEqualTo("\u0010x");
    type("\u0010\u0010");
    assertThat(sent()).as("the second may still begin one").isEqualTo("\u0010");
    type("\u0011");
    assertThat(ended(pump)).isEqualTo(Terminals.DETACHED);
  }

  @Test
  void sendsHeldKeysAtTheEndOfTheInput() throws Exception {
    CompletableFuture<Integer> pump = pump(CTRL_P_Q);
    type("a\u0010");
    kernel.io().close(in[1]);
    StringBuilder all = new StringBuilder();
    for (byte[] part = part(); part != null; part = part()) {
      all.append(text(part));
    }
    assertThat(all).hasToString("a\u0010");
    hangUp();
    assertThat(ended(pump)).isEqualTo(Terminals.ENDED);
  }

  @Test
  void endsWhenTheReaderIsGone() throws Exception {
    int[] closed = kernel.sockets().pipe();
    kernel.io().close(closed[0]);
    packet(2, "for nobody");
    CompletableFuture<Integer> pump =
        inBackground(() -> kernel.terminals().pump(pair[0], in[0], closed[1], err, CTRL_P_Q));
    assertThat(ended(pump)).isEqualTo(Terminals.OUTPUT_BROKEN);
    kernel.io().close(closed[1]);
    kernel.io().close(pair[1]);
  }

  @Test
  void waitsForASlowReader() throws Exception {
    int[] pipe = kernel.sockets().pipe();
    CompletableFuture<Integer> pump =
        inBackground(() -> kernel.terminals().pump(pair[0], in[0], pipe[1], err, CTRL_P_Q));
    CompletableFuture<Integer> container =
        inBackground(() -> {
          for (int i = 0; i < 50; i++) {
            packet(2, "y".repeat(8000));
          }
          hangUp();
          return 0;
        });
    type("input flows while output is stuck");
    assertThat(sent()).startsWith("input flows");
    long total = 0;
    byte[] buffer = new byte[3000];
    while (total < 50 * 8000) {
      total += kernel.io().read(pipe[0], buffer, 0, buffer.length);
    }
    container.get(10, TimeUnit.SECONDS);
    assertThat(ended(pump)).isEqualTo(Terminals.ENDED);
    kernel.io().close(pipe[0]);
    kernel.io().close(pipe[1]);
  }

  @Test
  void knowsWhatIsATerminal() {
    assertThat(kernel.terminals().isTerminal(out)).isFalse();
    assertThat(kernel.terminals().isTerminal(-1)).isFalse();
    int terminal = opened(kernel.io().open("/dev/ptmx", OpenFlags.O_RDWR | OpenFlags.O_NOCTTY, 0));
    assertThat(kernel.terminals().isTerminal(terminal)).isTrue();
    assertThat(kernel.terminals().size(terminal)).containsExactly(0, 0);
    fails(Errno.ENOTTY, () -> kernel.terminals().size(out));
    fails(Errno.ENOTTY, () -> kernel.terminals().raw(out));
  }

  @Test
  void restoresTheModeItFound() {
    int terminal = opened(kernel.io().open("/dev/ptmx", OpenFlags.O_RDWR | OpenFlags.O_NOCTTY, 0));
    kernel.terminals().raw(terminal);
    kernel.terminals().raw(terminal);
    kernel.terminals().restore();
    kernel.terminals().restore();
    // A line that is echoed shows that the terminal is no longer raw.
    kernel.io().write(terminal, bytes("\n"), 0, 1);
    byte[] echo = requireNonNull(kernel.sockets().receive(terminal, 10, 5000));
    assertThat(text(echo)).isEqualTo("\r\n");
  }

  private CompletableFuture<Integer> pump(byte[] keys) {
    return inBackground(() -> kernel.terminals().pump(pair[0], in[0], out, err, keys));
  }

  private static int ended(CompletableFuture<Integer> pump) throws Exception {
    return pump.get(10, TimeUnit.SECONDS);
  }

  private void packet(int stream, String text) {
    byte[] bytes = bytes((char) stream + text);
    kernel.io().write(pair[1], bytes, 0, bytes.length);
  }

  private void type(String text) {
    kernel.io().write(in[1], bytes(text), 0, bytes(text).length);
  }

  private String sent() {
    return text(requireNonNull(kernel.sockets().receive(pair[1], 100, 10_000)));
  }

  private byte @org.jspecify.annotations.Nullable [] part() {
    return kernel.sockets().receive(pair[1], 20_000, 10_000);
  }

  private void hangUp() {
    kernel.io().close(pair[1]);
  }
}
