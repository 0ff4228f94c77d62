package dev.kapok.sys.jni;

import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns what natives return into values and exceptions. */
final class Result {
  private Result() {}

  static int check(int result, String call, @Nullable String subject) {
    if (result < 0) {
      throw new SyscallException(call, -result, subject);
    }
    return result;
  }

  static long check(long result, String call, @Nullable String subject) {
    if (result < 0) {
      throw new SyscallException(call, (int) -result, subject);
    }
    return result;
  }

  static int check(int result, String call, byte[] name) {
    return result < 0 ? check(result, call, text(name)) : result;
  }

  static int check(int result, String call, int fd) {
    return result < 0 ? check(result, call, "descriptor " + fd) : result;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
