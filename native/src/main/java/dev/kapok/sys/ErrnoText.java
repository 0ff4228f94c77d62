package dev.kapok.sys;

/** The words for error numbers, in lower case and without a full stop (strerror(3)). */
final class ErrnoText {
  private ErrnoText() {}

  static String of(int errno) {
    return switch (errno) {
      case Errno.EPERM -> "operation not permitted";
      case Errno.ENOENT -> "no such file or directory";
      case Errno.ESRCH -> "no such process";
      case Errno.EINTR -> "interrupted system call";
      case Errno.EIO -> "input/output error";
      case Errno.ENXIO -> "no such device or address";
      case Errno.E2BIG -> "argument list too long";
      case Errno.ENOEXEC -> "exec format error";
      case Errno.EBADF -> "bad file descriptor";
      case Errno.ECHILD -> "no child processes";
      case Errno.EAGAIN -> "resource temporarily unavailable";
      case Errno.ENOMEM -> "cannot allocate memory";
      case Errno.EACCES -> "permission denied";
      case Errno.EBUSY -> "device or resource busy";
      case Errno.EEXIST -> "file exists";
      case Errno.EXDEV -> "invalid cross-device link";
      case Errno.ENODEV -> "no such device";
      case Errno.ENOTDIR -> "not a directory";
      case Errno.EISDIR -> "is a directory";
      case Errno.EINVAL -> "invalid argument";
      case Errno.EMFILE -> "too many open files";
      case Errno.ENOTTY -> "inappropriate ioctl for device";
      case Errno.ETXTBSY -> "text file busy";
      case Errno.EFBIG -> "file too large";
      case Errno.ENOSPC -> "no space left on device";
      case Errno.EROFS -> "read-only file system";
      case Errno.EMLINK -> "too many links";
      case Errno.EPIPE -> "broken pipe";
      case Errno.ERANGE -> "numerical result out of range";
      case Errno.ENAMETOOLONG -> "file name too long";
      case Errno.ENOSYS -> "function not implemented";
      case Errno.ENOTEMPTY -> "directory not empty";
      case Errno.ELOOP -> "too many levels of symbolic links";
      case Errno.ENODATA -> "no data available";
      case Errno.EOPNOTSUPP -> "operation not supported";
      case Errno.ECONNRESET -> "connection reset by peer";
      case Errno.ENOTCONN -> "socket is not connected";
      case Errno.ETIMEDOUT -> "timed out";
      case Errno.ECONNREFUSED -> "connection refused";
      case Errno.EDQUOT -> "disk quota exceeded";
      default -> "error " + errno;
    };
  }
}
