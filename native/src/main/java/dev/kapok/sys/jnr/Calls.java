package dev.kapok.sys.jnr;

import dev.kapok.sys.Errno;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/** The C library, its memory and its errors. */
final class Calls {
  static final Libc C = LibraryLoader.create(Libc.class).load("c");

  private static final Runtime RUNTIME = Runtime.getRuntime(C);

  private Calls() {}

  /** Makes a call until it is not interrupted; returns its result, or −errno. */
  static long result(LongSupplier call) {
    while (true) {
      long result = call.getAsLong();
      if (result != -1) {
        return result;
      }
      int errno = LastError.getLastError(RUNTIME);
      if (errno != Errno.EINTR) {
        return -errno;
      }
    }
  }

  /** Makes a call; a failure is an exception. */
  static long check(String action, @Nullable String subject, LongSupplier call) {
    return checked(result(call), action, subject);
  }

  /** As {@link #check(String, String, LongSupplier)}, about a name of any bytes. */
  static int check(String action, byte[] name, LongSupplier call) {
    return (int) check(action, new String(name, StandardCharsets.UTF_8), call);
  }

  /** As {@link #check(String, String, LongSupplier)}, about a descriptor. */
  static int check(String action, int fd, LongSupplier call) {
    return (int) check(action, "descriptor " + fd, call);
  }

  static long checked(long result, String action, @Nullable String subject) {
    if (result < 0) {
      throw new SyscallException(action, (int) -result, subject);
    }
    return result;
  }

  /** Returns a path as the C library takes it. */
  static byte[] path(String path) {
    return path(path.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] path(byte[] name) {
    for (byte b : name) {
      if (b == 0) {
        throw new SyscallException("resolve a path with a NUL", Errno.EINVAL, null);
      }
    }
    return Arrays.copyOf(name, name.length + 1);
  }

  static byte @Nullable [] optionalPath(@Nullable String path) {
    return path == null ? null : path(path);
  }

  /** Returns memory of zeros, which lives as long as the pointer does. */
  static Pointer memory(int size) {
    Pointer memory = Memory.allocateDirect(RUNTIME, size, true);
    memory.setMemory(0, size, (byte) 0);
    return memory;
  }

  /** Waits for one descriptor (poll(2)); false where the time (ms, −1 for ever) ran out. */
  static boolean poll(int fd, int events, long timeoutMillis) {
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
    Pointer request = memory(8);
    request.putInt(0, fd);
    request.putShort(4, (short) events);
    long left = timeoutMillis;
    while (true) {
      int wait = (int) Math.min(left, Integer.MAX_VALUE);
      int ready = C.poll(request, 1, wait);
      if (ready >= 0) {
        return ready > 0;
      }
      int errno = LastError.getLastError(RUNTIME);
      if (errno != Errno.EINTR) {
        throw new SyscallException("poll", errno, "descriptor " + fd);
      }
      left = timeoutMillis < 0 ? -1 : Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
    }
  }
}
