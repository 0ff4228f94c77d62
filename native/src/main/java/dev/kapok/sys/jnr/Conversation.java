package dev.kapok.sys.jnr;

import static dev.kapok.sys.jnr.Calls.C;

import dev.kapok.sys.Errno;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jnr.ffi.Pointer;

/**
 * Feeds a program and collects what it says, until it has ended and its pipes are empty. They may
 * stay open beyond, in a process that it left behind and that may go on talking: no more than a
 * pipe can hold counts.
 */
final class Conversation {
  private static final int STDOUT_MAX = 16 << 20;
  private static final int STDERR_MAX = 1 << 20;
  private static final int PIECE = 1 << 16;

  /** What a pipe may hold, in bytes: the default of /proc/sys/fs/pipe-max-size. */
  private static final int LARGEST_PIPE = 1 << 20;

  private static final int WAIT_MILLIS = 20;
  private static final int F_SETFL = 4;
  private static final int O_NONBLOCK = 04000;
  private static final int POLLIN = 1;
  private static final int POLLOUT = 4;

  private final int[] pipes;
  private final byte[] input;
  private final ByteArrayOutputStream[] outputs = {
    new ByteArrayOutputStream(), new ByteArrayOutputStream()
  };
  private final Pointer polled = Calls.memory(3 * 8);
  private int sent;

  /**
   * Takes over this side's ends of the program's standard pipes.
   *
   * @param pipes where to write its input (−1 for nowhere), where to read its output and errors
   */
  Conversation(int[] pipes, byte[] input) {
    this.pipes = pipes.clone();
    this.input = input;
    for (int fd : pipes) {
      if (fd >= 0) {
        C.fcntl(fd, F_SETFL, O_NONBLOCK);
      }
    }
    if (input.length == 0) {
      close(0);
    }
  }

  /** Talks until the program has ended; false where the time (ms, −1 for ever) ran out. */
  boolean talk(JnrPids pids, int pid, long timeoutMillis) {
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
    boolean ended = false;
    int rest = LARGEST_PIPE / PIECE;
    while (true) {
      int ready = poll(ended ? 0 : WAIT_MILLIS);
      if (ended && (ready == 0 || rest-- == 0)) {
        return true;
      }
      move();
      ended = ended || pids.awaitExit(pid, 0);
      if (ended && pipes[1] < 0 && pipes[2] < 0) {
        return true;
      }
      if (!ended && timeoutMillis >= 0 && System.nanoTime() >= deadline) {
        return false;
      }
    }
  }

  void close() {
    for (int i = 0; i < pipes.length; i++) {
      close(i);
    }
  }

  String output(int which) {
    return outputs[which].toString(StandardCharsets.UTF_8);
  }

  private int poll(int timeoutMillis) {
    for (int i = 0; i < 3; i++) {
      polled.putInt(i * 8L, pipes[i]);
      polled.putInt(i * 8L + 4, i == 0 ? POLLOUT : POLLIN);
    }
    return (int) Calls.check("poll", "a program's pipes", () -> C.poll(polled, 3, timeoutMillis));
  }

  private void move() {
    for (int i = 0; i < 3; i++) {
      if (polled.getShort(i * 8L + 6) != 0) {
        if (i == 0) {
          send();
        } else {
          receive(i, i == 1 ? STDOUT_MAX : STDERR_MAX);
        }
      }
    }
  }

  /** A program that does not want its whole input is no error. */
  private void send() {
    byte[] piece = Arrays.copyOfRange(input, sent, Math.min(input.length, sent + PIECE));
    long put = Calls.result(() -> C.write(pipes[0], piece, piece.length));
    sent += (int) Math.max(0, put);
    if (sent == input.length || (put < 0 && put != -Errno.EAGAIN)) {
      close(0);
    }
  }

  private void receive(int which, int limit) {
    byte[] piece = new byte[PIECE];
    long got = Calls.result(() -> C.read(pipes[which], piece, piece.length));
    if (got > 0) {
      ByteArrayOutputStream output = outputs[which - 1];
      output.write(piece, 0, (int) Math.min(got, limit - output.size()));
    } else if (got != -Errno.EAGAIN) {
      close(which);
    }
  }

  private void close(int which) {
    if (pipes[which] >= 0) {
      C.close(pipes[which]);
      pipes[which] = -1;
    }
  }
}
