package dev.kapok.sys;

/**
 * Descriptors: opening, reading, writing, making durable.
 *
 * <p>Descriptors are plain ints that the caller closes, in a finally block. Every descriptor is
 * opened with O_CLOEXEC. Interrupted calls are retried. A failure is a {@link SyscallException}.
 */
public interface FileIo {
  /** Seeks from the file's beginning (unistd.h). */
  int SEEK_SET = 0;

  /** Seeks the next byte that is in no hole, at the offset or behind it. */
  int SEEK_DATA = 3;

  /** Seeks the next hole, at the offset or behind it; a file's end is one. */
  int SEEK_HOLE = 4;

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

  /**
   * Moves a descriptor's position (lseek(2)), and returns it.
   *
   * @param whence SEEK_*; ENXIO where nothing but a hole follows (SEEK_DATA) or the offset is
   *     behind the end. A file system that knows no holes shows a file as data throughout.
   */
  long seek(int fd, long offset, int whence);

  /** Renames, replacing the target (rename(2)). */
  void rename(String from, String to);

  /**
   * Copies {@code length} bytes from one descriptor's position to the other's inside the kernel
   * (copy_file_range(2), sendfile(2) as fall-back); returns how many were copied.
   */
  long copy(int fromFd, int toFd, long length);
}
