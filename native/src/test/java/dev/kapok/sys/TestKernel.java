package dev.kapok.sys;

import dev.kapok.sys.jni.JniKernel;

/**
 * The launcher's kernel for tests: its natives, loaded as a library. Any module's tests may use it;
 * the property kapok.natives, which the build sets, names the file.
 */
public final class TestKernel {
  private TestKernel() {}

  /** Returns the kernel; the library is loaded at the first call. */
  public static Kernel get() {
    return Loaded.KERNEL;
  }

  private static final class Loaded {
    static final Kernel KERNEL = load();

    private static Kernel load() {
      String library = System.getProperty("kapok.natives");
      if (library == null) {
        throw new IllegalStateException(
            "set -Dkapok.natives=native/target/launcher/libkapok-natives.so; Maven does");
      }
      System.load(library);
      return JniKernel.instance();
    }
  }
}
