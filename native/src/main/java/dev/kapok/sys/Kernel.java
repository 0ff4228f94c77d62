package dev.kapok.sys;

import dev.kapok.sys.process.ProcessRunner;
import dev.kapok.sys.sql.SqlEngine;

/**
 * The one way to the operating system: small interfaces, grouped by what they act on.
 *
 * <p>There are two providers. Commands get the launcher's ({@code dev.kapok.sys.jni}), whose
 * functions are registered by the C program that started the JVM; programs that embed libpod and
 * the unit tests get the plain JVM's ({@code dev.kapok.sys.jnr}, {@code dev.kapok.sys.sql.jdbc}).
 * Both pass the same conformance suites, the plain JVM's those of the parts that it provides.
 * Whoever needs a part asks for the smallest interface in its constructor.
 */
public interface Kernel {

  /** Opens, reads and writes descriptors. */
  FileIo io();

  /** Works on names beneath a directory descriptor. */
  FileTree tree();

  /** Reads and sets owners, modes, times and extended attributes. */
  FileAttributes attributes();

  /** Mounts and unmounts. */
  Mounts mounts();

  /** Takes and frees advisory locks on files. */
  Locks locks();

  /** Signals processes and tells them apart. */
  Pids pids();

  /** Speaks to sockets and pipes that the JDK does not know. */
  Sockets sockets();

  /** Sets up terminals and pumps bytes between them and sockets. */
  Terminals terminals();

  /** Starts programs. */
  ProcessRunner processes();

  /** Opens databases. */
  SqlEngine sql();
}
