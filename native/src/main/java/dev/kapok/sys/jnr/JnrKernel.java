package dev.kapok.sys.jnr;

import dev.kapok.sys.FileAttributes;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Locks;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.Pids;
import dev.kapok.sys.Sockets;
import dev.kapok.sys.Terminals;
import dev.kapok.sys.process.ProcessRunner;
import dev.kapok.sys.sql.SqlEngine;
import dev.kapok.sys.sql.jdbc.JdbcEngine;

/**
 * The kernel of a plain JVM: JNR-POSIX, JNR-FFI for what that lacks, and SQLite JDBC.
 *
 * <p>Provides files, trees, attributes, mounts, locks, processes and SQL. Does not provide {@link
 * #sockets} and {@link #terminals}, which only attached commands need; those throw {@link
 * UnsupportedOperationException}.
 */
public final class JnrKernel implements Kernel {
  private final JnrFileIo io = new JnrFileIo();
  private final JnrFileTree tree = new JnrFileTree();
  private final JnrFileAttributes attributes = new JnrFileAttributes();
  private final JnrMounts mounts = new JnrMounts();
  private final JnrLocks locks = new JnrLocks(io, tree);
  private final JnrPids pids = new JnrPids();
  private final JnrProcessRunner processes = new JnrProcessRunner(pids);
  private final JdbcEngine sql = new JdbcEngine();

  @Override
  public FileIo io() {
    return io;
  }

  @Override
  public FileTree tree() {
    return tree;
  }

  @Override
  public FileAttributes attributes() {
    return attributes;
  }

  @Override
  public Mounts mounts() {
    return mounts;
  }

  @Override
  public Locks locks() {
    return locks;
  }

  @Override
  public Pids pids() {
    return pids;
  }

  /** Not provided. */
  @Override
  public Sockets sockets() {
    throw new UnsupportedOperationException(
        "packet sockets need the launcher's kernel (JniKernel): the plain JVM's has none");
  }

  /** Not provided. */
  @Override
  public Terminals terminals() {
    throw new UnsupportedOperationException(
        "terminals need the launcher's kernel (JniKernel): the plain JVM's has none");
  }

  @Override
  public ProcessRunner processes() {
    return processes;
  }

  @Override
  public SqlEngine sql() {
    return sql;
  }
}
