package dev.kapok.sys.jni;

import dev.kapok.sys.FileAttributes;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Host;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Locks;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.Pids;
import dev.kapok.sys.Sockets;
import dev.kapok.sys.Terminals;
import dev.kapok.sys.process.ProcessRunner;
import dev.kapok.sys.sql.SqlEngine;

/**
 * The kernel by way of the natives, which the launcher has registered, or libkapok-natives.so where
 * a test loaded it. Each part's class is loaded at its first use.
 */
public final class JniKernel implements Kernel {
  private static final JniKernel INSTANCE = new JniKernel();

  private JniKernel() {
    Host.install(JniHost.facts());
  }

  /** Returns the one kernel; from now on {@link Host} tells what the launcher found out. */
  public static JniKernel instance() {
    return INSTANCE;
  }

  @Override
  public FileIo io() {
    return JniFileIo.INSTANCE;
  }

  @Override
  public FileTree tree() {
    return JniFileTree.INSTANCE;
  }

  @Override
  public FileAttributes attributes() {
    return JniFileAttributes.INSTANCE;
  }

  @Override
  public Mounts mounts() {
    return JniMounts.INSTANCE;
  }

  @Override
  public Locks locks() {
    return JniLocks.INSTANCE;
  }

  @Override
  public Pids pids() {
    return JniPids.INSTANCE;
  }

  @Override
  public Sockets sockets() {
    return JniSockets.INSTANCE;
  }

  @Override
  public Terminals terminals() {
    return JniTerminals.INSTANCE;
  }

  @Override
  public ProcessRunner processes() {
    return JniProcessRunner.INSTANCE;
  }

  @Override
  public SqlEngine sql() {
    return JniSqlEngine.INSTANCE;
  }
}
