package dev.kapok.sys.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A temporary folder, its descriptor, and short words for what all suites do. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class KernelSuite {
  static final int CWD = FileTree.CWD;

  @TempDir Path folder;

  Kernel kernel;
  int dir;
  private final List<Integer> opened = new ArrayList<>();

  /** Returns the provider under test. */
  protected abstract Kernel provider();

  @BeforeEach
  void openFolder() {
    kernel = provider();
    dir =
        opened(kernel.io().open(folder.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0));
  }

  @AfterEach
  void closeAll() {
    for (int fd : opened) {
      kernel.io().close(fd);
    }
  }

  /** Has a descriptor closed after the test. */
  int opened(int fd) {
    opened.add(fd);
    return fd;
  }

  int open(String name, int flags) {
    return opened(kernel.io().open(path(name), flags, 0600));
  }

  String path(String name) {
    return folder.resolve(name).toString();
  }

  void put(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  String get(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Skips a test that only the host's root can pass. */
  void assumeRoot(String why) throws IOException {
    String map = Files.readString(Path.of("/proc/self/uid_map"));
    Assumptions.assumeTrue(kernel.pids().uid() == 0 && map.contains("4294967295"), why);
  }

  /** Runs in a thread of its own: the common pool may have only one. */
  static <T> CompletableFuture<T> inBackground(Callable<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            result.complete(call.call());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /** Expects a failed call. */
  static SyscallException fails(int errno, ThrowingCallable call) {
    SyscallException e = catchThrowableOfType(SyscallException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.errno()).as(e.getMessage()).isEqualTo(errno);
    return e;
  }
}
