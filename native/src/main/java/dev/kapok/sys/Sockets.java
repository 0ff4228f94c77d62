package dev.kapok.sys;

import org.jspecify.annotations.Nullable;

/** Sockets and pipes that the JDK does not have. All descriptors are close-on-exec. */
public interface Sockets {
  /** Returns a connected pair of SOCK_SEQPACKET unix sockets. */
  int[] packetPair();

  /** Returns a pipe: the end to read, the end to write. */
  int[] pipe();

  /** Connects to a SOCK_SEQPACKET unix socket; long paths go by /proc/self/fd. */
  int connectPacket(String path);

  /** Connects to a SOCK_STREAM unix socket; long paths go by /proc/self/fd. */
  int connectStream(String path);

  /** Ends the sending direction (shutdown(2)). */
  void shutdownWrite(int fd);

  /**
   * Reads one packet or what a stream has.
   *
   * @param timeoutMillis how long to wait, in milliseconds; −1 for ever
   * @return the bytes; null at the end of the stream
   * @throws SyscallException with EAGAIN where the time ran out
   */
  byte @Nullable [] receive(int fd, int maxBytes, long timeoutMillis);

  /** Sends a notification datagram to the socket that NOTIFY_SOCKET names (sd_notify(3)). */
  void notify(String socket, byte[] message);
}
