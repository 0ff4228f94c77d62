package dev.kapok.sys.process;

import org.jspecify.annotations.Nullable;

/**
 * The one door for starting programs. The JVM is never forked: a child is made with vfork semantics
 * and executes the program at once, with default signal dispositions and an empty signal mask.
 */
public interface ProcessRunner {
  /**
   * Starts a program and returns its process id.
   *
   * @throws dev.kapok.sys.SyscallException where the program cannot be executed, with the errno of
   *     execve(2)
   */
  int spawn(ProcessSpec spec);

  /** Waits for a child; returns its exit code, or 128 plus the signal that killed it. */
  int await(int pid);

  /**
   * Runs a program to its end; descriptors 0, 1 and 2 of the spec are replaced.
   *
   * @param input what it reads from its standard input, null for nothing
   * @param timeoutMillis after which it is killed, −1 for never; then a {@link
   *     dev.kapok.sys.SyscallException} with ETIMEDOUT (110) is thrown
   */
  ProcessResult run(ProcessSpec spec, byte @Nullable [] input, long timeoutMillis);

  /**
   * Finds a program as a shell would, in {@code path} (colon-separated), or null; a name with a
   * slash is only checked for being executable.
   */
  @Nullable String find(String program, String path);
}
