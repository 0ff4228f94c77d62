package dev.kapok.libpod.conmon;

import dev.kapok.sys.Errno;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Signals;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;

/** A conmon that was started, as long as the engine speaks to it through its pipes. */
public final class ConmonProcess implements AutoCloseable {
  /** How long a runtime may take to create a container, in milliseconds. */
  private static final long CREATE_PATIENCE = 240_000;

  private static final byte[] GO = {0};
  private static final int MAX_MESSAGE = 64 << 10;

  private final Kernel kernel;
  private final ConmonRequest request;
  private final int firstPid;
  private final int syncFd;
  private final int attachFd;
  private int startFd;
  private boolean reaped;

  ConmonProcess(
      Kernel kernel, ConmonRequest request, int firstPid, int syncFd, int startFd, int attachFd) {
    this.kernel = kernel;
    this.request = request;
    this.firstPid = firstPid;
    this.syncFd = syncFd;
    this.startFd = startFd;
    this.attachFd = attachFd;
  }

  /** Returns the pid before conmon forks, to be put into a cgroup before {@link #go}. */
  public int firstPid() {
    return firstPid;
  }

  /** Ends conmon before {@link #go}: without that word it would run the runtime all the same. */
  public void abort() {
    kernel.pids().kill(firstPid, Signals.SIGKILL);
  }

  /** Lets conmon fork and run the runtime; returns when its first process is gone. */
  public void go() {
    kernel.io().write(startFd, GO, 0, 1);
    if (request.exec() == null) {
      closeStart();
    }
  }

  /**
   * Waits until the runtime made the container or the session, and returns its pid.
   *
   * @throws RuntimeFailure where the runtime refused
   */
  public int awaitPid() {
    SyncMessage message = receive(syncFd, CREATE_PATIENCE);
    reap();
    if (message.data() <= 0) {
      throw new RuntimeFailure(message.message());
    }
    return message.data();
  }

  /** Waits until the attach socket of an exec session exists. */
  public void awaitAttachSocket() {
    SyncMessage message = receive(attachFd, CREATE_PATIENCE);
    if (message.data() < 0) {
      throw new RuntimeFailure(message.message());
    }
  }

  /** Lets an exec session start, once the engine is attached. */
  public void goAttached() {
    kernel.io().write(startFd, GO, 0, 1);
    closeStart();
  }

  /** Waits for an exec session's end and returns its exit code. */
  public int awaitExitCode() {
    SyncMessage message = receive(syncFd, -1);
    if (message.data() < 0) {
      throw new RuntimeFailure(message.message());
    }
    return message.data();
  }

  private SyncMessage receive(int fd, long patience) {
    try {
      byte[] packet = kernel.sockets().receive(fd, MAX_MESSAGE, patience);
      if (packet == null || packet.length == 0) {
        return new SyncMessage(-1, "conmon ended without a word");
      }
      return SyncMessage.parse(new String(packet, StandardCharsets.UTF_8));
    } catch (SyscallException e) {
      if (e.errno() == Errno.EAGAIN) {
        return new SyncMessage(-1, "conmon did not answer for " + patience / 1000 + " seconds");
      }
      throw e;
    }
  }

  /** Waits until conmon has forked; its final pid stands in its file then. */
  public void awaitFork() {
    reap();
  }

  private void reap() {
    if (!reaped) {
      reaped = true;
      kernel.processes().await(firstPid);
    }
  }

  private void closeStart() {
    if (startFd >= 0) {
      kernel.io().close(startFd);
      startFd = -1;
    }
  }

  /** Closes the pipes; conmon lives on. */
  @Override
  public void close() {
    closeStart();
    kernel.io().close(syncFd);
    if (attachFd >= 0) {
      kernel.io().close(attachFd);
    }
    reap();
  }
}
