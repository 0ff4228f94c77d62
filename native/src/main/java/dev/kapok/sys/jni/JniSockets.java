package dev.kapok.sys.jni;

import dev.kapok.sys.Sockets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

final class JniSockets implements Sockets {
  static final JniSockets INSTANCE = new JniSockets();

  @Override
  public int[] packetPair() {
    int[] pair = new int[2];
    Result.check(Natives.packetPair(pair), "socketpair", (String) null);
    return pair;
  }

  @Override
  public int[] pipe() {
    int[] pair = new int[2];
    Result.check(Natives.pipe(pair), "pipe", (String) null);
    return pair;
  }

  @Override
  public int connectPacket(String path) {
    return Result.check(Natives.connect(Result.bytes(path), true), "connect", path);
  }

  @Override
  public int connectStream(String path) {
    return Result.check(Natives.connect(Result.bytes(path), false), "connect", path);
  }

  @Override
  public void shutdownWrite(int fd) {
    Result.check(Natives.shutdownWrite(fd), "shutdown", fd);
  }

  @Override
  public byte @Nullable [] receive(int fd, int maxBytes, long timeoutMillis) {
    byte[] buffer = new byte[maxBytes];
    int length = Result.check(Natives.receive(fd, buffer, timeoutMillis), "receive", fd);
    return length == 0 ? null : Arrays.copyOf(buffer, length);
  }

  @Override
  public void notify(String socket, byte[] message) {
    Result.check(Natives.notify(Result.bytes(socket), message), "notify", socket);
  }
}
