package dev.kapok.sys;

/**
 * Descriptors: opening, reading, writing, making durable.
 *
 * <p>Descriptors are plain ints that the caller closes, in a finally block. Every descriptor is
 * opened with O_CLOEXEC. Interrupted calls are retried. A failure is a {@link SyscallException}.
 */
public interface FileIo {
  /**
   * Opens a path (open(2)).
   *
   * @param flags of {@link OpenFlags}; O_CLOEXEC is added
   * @param mode permission bits for a new file, before the umask
   */
  int open(String path, int flags, int mode);

  /** Reads up to {@code length} bytes; returns how many, 0 at the end of the file. */
  int read(int fd, byte[] buffer, int offset, int length);

  /** Writes all bytes, in as many calls as that takes. */
  void write(int fd, byte[] buffer, int offset, int length);

  /** Writes a text whole, in UTF-8; half a surrogate pair becomes a question mark. */
  void print(int fd, String text);

  /** Closes a descriptor; errors are ignored, as close(2) frees it in any case. */
  void close(int fd);

  /** Makes a file or directory durable (fsync(2)). */
  void sync(int fd);

  /** Makes the whole file system of {@code fd} durable (syncfs(2)). */
  void syncFileSystem(int fd);

  /** Sets a file's length, in bytes; a longer one gets a hole (ftruncate(2)). */
  void truncate(int fd, long length);

  /** Renames, replacing the target (rename(2)). */
  void rename(String from, String to);

  /**
   * Copies {@code length} bytes from one descriptor's position to the other's inside the kernel
   * (copy_file_range(2), sendfile(2) as fall-back); returns how many were copied.
   */
  long copy(int fromFd, int toFd, long length);
}
