package dev.kapok.test.harness;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A pseudo-terminal (pty(7)): what one types and sees at the one end, a program has at the other.
 */
final class Pty implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0400;
  private static final int O_CLOEXEC = 02000000;
  // <asm-generic/ioctls.h>
  private static final long TIOCSPTLCK = 0x40045431L;
  private static final long TIOCGPTN = 0x80045430L;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle OPEN =
      function(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle IOCTL =
      function(
          "ioctl",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final FunctionDescriptor TRANSFER =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
  private static final MethodHandle READ = function("read", TRANSFER);
  private static final MethodHandle WRITE = function("write", TRANSFER);
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final int master;
  private final String path;

  /** Makes one. */
  Pty() {
    try (Arena arena = Arena.ofConfined()) {
      master = open(arena, "/dev/ptmx");
      MemorySegment number = arena.allocate(ValueLayout.JAVA_INT);
      check((int) IOCTL.invokeExact(master, TIOCSPTLCK, number), "unlock the terminal");
      check((int) IOCTL.invokeExact(master, TIOCGPTN, number), "ask for the terminal's number");
      path = "/dev/pts/" + number.get(ValueLayout.JAVA_INT, 0);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().find(name).orElseThrow(), descriptor, options);
  }

  private static int open(Arena arena, String path) throws Throwable {
    int flags = O_RDWR | O_NOCTTY | O_CLOEXEC;
    return check((int) OPEN.invokeExact(arena.allocateFrom(path), flags), "open " + path);
  }

  private static int check(int result, String action) {
    if (result < 0) {
      throw new IllegalStateException(action + " failed");
    }
    return result;
  }

  /** Returns the path that programs open. */
  String path() {
    return path;
  }

  /** Reads what programs wrote; −1 once all of them are gone. */
  int read(byte[] bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(bytes.length);
      long got = (long) READ.invokeExact(master, buffer, (long) bytes.length);
      if (got > 0) {
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, (int) got);
      }
      return got <= 0 ? -1 : (int) got;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Types. */
  void write(byte[] bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      long put = (long) WRITE.invokeExact(master, buffer, (long) bytes.length);
      check(put == bytes.length ? 0 : -1, "type at " + path);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      check((int) CLOSE.invokeExact(master), "close " + path);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
