package dev.kapok.network;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;

/** The device that every helper makes its interface with. */
final class TunDevice {
  private static final String PATH = "/dev/net/tun";

  private TunDevice() {}

  /** Fails with a remedy where this user cannot open the device. */
  static void check(FileIo io, String program) {
    try {
      io.close(io.open(PATH, OpenFlags.O_RDWR, 0));
    } catch (SyscallException failure) {
      throw new NetworkException(
          NetworkException.Kind.FAILED,
          "connect the container by "
              + program
              + ": "
              + failure.getMessage()
              + "; "
              + remedy(failure.errno()));
    }
  }

  private static String remedy(int errno) {
    if (errno == Errno.EACCES || errno == Errno.EPERM) {
      return "let users open it (as root: chmod 0666 " + PATH + "), or use --network=none or host";
    }
    return "load the module (as root: modprobe tun), or use --network=none or host";
  }
}
