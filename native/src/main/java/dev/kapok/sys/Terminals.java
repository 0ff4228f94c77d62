package dev.kapok.sys;

/** Terminals, and the pump that joins them to conmon's attach socket. */
public interface Terminals {
  /** Tells whether the descriptor is a terminal (isatty(3)). */
  boolean isTerminal(int fd);

  /** Returns rows and columns (TIOCGWINSZ). */
  int[] size(int fd);

  /**
   * Puts a terminal into raw mode. The mode it had is restored when the process ends in any way but
   * SIGKILL, or by {@link #restore}.
   */
  void raw(int fd);

  /** Gives every terminal that was put into raw mode its old mode back. Idempotent. */
  void restore();

  /**
   * Pumps until the socket ends, in C, so that large streams cost no Java.
   *
   * <p>Packets that come start with a byte that names the stream, 2 for output and 3 for error
   * (conmon, conn_sock.c); what is read from {@code stdinFd} is sent as it is, and its end closes
   * the sending direction.
   *
   * @param socketFd a SOCK_SEQPACKET socket, from {@link Sockets#connectPacket}
   * @param stdinFd where input comes from, −1 for none
   * @param stdoutFd where stream 2 goes, −1 to drop it
   * @param stderrFd where stream 3 goes, −1 to drop it
   * @param detachKeys the bytes that end the pump when typed one after another; empty for none
   * @return {@link #ENDED}, {@link #DETACHED} or {@link #OUTPUT_BROKEN}
   */
  int pump(int socketFd, int stdinFd, int stdoutFd, int stderrFd, byte[] detachKeys);

  /** The other side closed: every byte was passed on. */
  int ENDED = 0;

  /** The detach keys were typed. */
  int DETACHED = 1;

  /** Whoever read the output is gone (EPIPE). */
  int OUTPUT_BROKEN = 2;
}
