package dev.kapok.sys;

import dev.kapok.sys.process.ProcessRunner;
import dev.kapok.sys.process.TracedProcesses;
import dev.kapok.sys.sql.SqlEngine;
import java.util.function.Consumer;

/** Another kernel that tells which programs it starts; see {@link TracedProcesses}. */
public final class TracedKernel implements Kernel {
  private final Kernel kernel;
  private final TracedProcesses processes;

  /** Wraps a kernel, and tells {@code trace}. */
  public TracedKernel(Kernel kernel, Consumer<String> trace) {
    this.kernel = kernel;
    this.processes = new TracedProcesses(kernel.processes(), trace);
  }

  @Override
  public FileIo io() {
    return kernel.io();
  }

  @Override
  public FileTree tree() {
    return kernel.tree();
  }

  @Override
  public FileAttributes attributes() {
    return kernel.attributes();
  }

  @Override
  public Mounts mounts() {
    return kernel.mounts();
  }

  @Override
  public Locks locks() {
    return kernel.locks();
  }

  @Override
  public Pids pids() {
    return kernel.pids();
  }

  @Override
  public Sockets sockets() {
    return kernel.sockets();
  }

  @Override
  public Terminals terminals() {
    return kernel.terminals();
  }

  @Override
  public ProcessRunner processes() {
    return processes;
  }

  @Override
  public SqlEngine sql() {
    return kernel.sql();
  }
}
