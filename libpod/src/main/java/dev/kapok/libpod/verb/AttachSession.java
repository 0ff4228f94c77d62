package dev.kapok.libpod.verb;

import dev.kapok.libpod.AttachOptions;
import dev.kapok.libpod.ContainerIo;
import dev.kapok.libpod.DetachKeys;
import dev.kapok.libpod.conmon.ControlFifo;
import dev.kapok.libpod.conmon.WindowFollower;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Signals;
import dev.kapok.sys.Terminals;
import org.jspecify.annotations.Nullable;

/**
 * Joins this process's streams, terminal and signals to conmon's attach socket.
 *
 * <p>Signals that come before the process runs are kept and sent then.
 */
final class AttachSession implements AutoCloseable {
  private final Kernel kernel;
  private final AttachOptions options;
  private final boolean terminal;
  private final boolean stdin;
  private final byte[] detachKeys;
  private final Proxy proxy;
  private int socket = -1;

  /**
   * Checks the detach keys; joins nothing yet.
   *
   * @param terminal whether the container's process has a terminal
   * @param stdin whether it has a standard input
   */
  AttachSession(Kernel kernel, AttachOptions options, boolean terminal, boolean stdin) {
    this.kernel = kernel;
    this.options = options;
    this.terminal = terminal;
    this.stdin = stdin && options.stdinFd() >= 0;
    this.detachKeys = DetachKeys.parse(options.detachKeys());
    this.proxy = new Proxy();
  }

  /** Connects to the socket in a bundle and gives the container this terminal's size. */
  void connect(String bundle) {
    socket = kernel.sockets().connectPacket(bundle + "/attach");
    if (terminal) {
      followWindow(bundle);
      if (stdin && kernel.terminals().isTerminal(options.stdinFd())) {
        kernel.terminals().raw(options.stdinFd());
      }
    }
    Signals.handle(proxy);
    WindowFollower follower = proxy.window;
    if (follower != null) {
      follower.tell();
    }
  }

  private void followWindow(String bundle) {
    int fd = terminalFd();
    if (fd >= 0) {
      WindowFollower follower =
          new WindowFollower(kernel.terminals(), fd, new ControlFifo(kernel.io(), bundle));
      proxy.window = follower;
    }
  }

  private int terminalFd() {
    int[] candidates = {options.stdinFd(), options.stdoutFd(), options.stderrFd()};
    for (int fd : candidates) {
      if (fd >= 0 && kernel.terminals().isTerminal(fd)) {
        return fd;
      }
    }
    return -1;
  }

  /** Sends signals to this process from now on. */
  void running(ContainerState state) {
    proxy.target(state.pid(), state.pidStart());
  }

  /** Sends signals to this process from now on. */
  void running(int pid) {
    proxy.target(pid, kernel.pids().startTime(pid));
  }

  /**
   * Passes everything on until the container's side ends.
   *
   * @return 0, or {@link ContainerIo#DETACHED} or {@link ContainerIo#OUTPUT_BROKEN}
   */
  int pump() {
    int end =
        kernel
            .terminals()
            .pump(
                socket,
                stdin ? options.stdinFd() : -1,
                options.stdoutFd(),
                options.stderrFd(),
                stdin ? detachKeys : new byte[0]);
    kernel.terminals().restore();
    return switch (end) {
      case Terminals.DETACHED -> ContainerIo.DETACHED;
      case Terminals.OUTPUT_BROKEN -> ContainerIo.OUTPUT_BROKEN;
      default -> 0;
    };
  }

  /** Gives the terminal its mode and the signals their defaults back. */
  @Override
  public void close() {
    Signals.handle(Signals.Handler.NONE);
    kernel.terminals().restore();
    if (socket >= 0) {
      kernel.io().close(socket);
      socket = -1;
    }
  }

  /** Takes signals on the launcher's thread. */
  private final class Proxy implements Signals.Handler {
    private static final int MAX_KEPT = 16;

    private final int[] kept = new int[MAX_KEPT];
    private int keptCount;
    private int pid;
    private long pidStart;
    private @Nullable WindowFollower window;

    synchronized void target(int newPid, long newStart) {
      pid = newPid;
      pidStart = newStart;
      for (int i = 0; i < keptCount; i++) {
        send(kept[i]);
      }
      keptCount = 0;
    }

    @Override
    public synchronized boolean handle(int signal) {
      if (signal == Signals.SIGWINCH) {
        WindowFollower follower = window;
        if (follower != null) {
          follower.changed();
        }
        return true;
      }
      if (!options.signalProxy()) {
        return false;
      }
      if (pid != 0) {
        send(signal);
      } else if (keptCount < MAX_KEPT) {
        kept[keptCount++] = signal;
      }
      return true;
    }

    private void send(int signal) {
      if (kernel.pids().startTime(pid) == pidStart) {
        kernel.pids().kill(pid, signal);
      }
    }
  }
}
