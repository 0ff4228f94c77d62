package dev.kapok.sys.jni;

import dev.kapok.sys.Terminals;

final class JniTerminals implements Terminals {
  static final JniTerminals INSTANCE = new JniTerminals();

  @Override
  public boolean isTerminal(int fd) {
    return Natives.isTerminal(fd) == 1;
  }

  @Override
  public int[] size(int fd) {
    int[] size = new int[2];
    Result.check(Natives.terminalSize(fd, size), "get the size of", fd);
    return size;
  }

  @Override
  public void raw(int fd) {
    Result.check(Natives.rawTerminal(fd), "set raw mode on", fd);
  }

  @Override
  public void restore() {
    Natives.restoreTerminals();
  }

  @Override
  public int pump(int socketFd, int stdinFd, int stdoutFd, int stderrFd, byte[] detachKeys) {
    return Result.check(
        Natives.pump(socketFd, stdinFd, stdoutFd, stderrFd, detachKeys), "attach to", socketFd);
  }
}
