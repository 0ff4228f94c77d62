package dev.kapok.sys;

import org.jspecify.annotations.Nullable;

/**
 * A system call that failed. The message reads {@code mount /a/b: permission denied}.
 *
 * <p>Unchecked, because most callers can only pass it on; whoever can do better catches it and
 * looks at {@link #errno()}.
 */
public final class SyscallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  /**
   * Describes a failed call.
   *
   * @param call the name of the call, as in its manual page
   * @param errno the error number, one of {@link Errno}
   * @param subject the path or object the call was about, or null
   */
  public SyscallException(String call, int errno, @Nullable String subject) {
    super((subject == null ? call : call + " " + subject) + ": " + ErrnoText.of(errno));
    this.errno = errno;
  }

  /** Returns the error number, one of {@link Errno} or another of errno(3). */
  public int errno() {
    return errno;
  }
}
