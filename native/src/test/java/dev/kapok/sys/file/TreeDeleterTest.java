package dev.kapok.sys.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDeleterTest {
  @TempDir Path folder;

  private final Kernel kernel = TestKernel.get();
  private final TreeDeleter deleter = new TreeDeleter(kernel);

  @Test
  void removesATreeAndNothingThatItPointsTo() throws IOException {
    Files.createDirectories(folder.resolve("tree/a/b"));
    Files.createDirectories(folder.resolve("outside"));
    Files.writeString(folder.resolve("outside/kept"), "x");
    Files.writeString(folder.resolve("tree/a/file"), "x");
    Files.createSymbolicLink(folder.resolve("tree/a/link"), folder.resolve("outside"));
    Files.createSymbolicLink(folder.resolve("tree/a/b/up"), Path.of("../.."));
    kernel.tree().mknod(FileTree.CWD, bytes(folder + "/tree/fifo"), 0010600, 0);
    deleter.delete(folder.resolve("tree").toString());
    assertThat(folder.resolve("tree")).doesNotExist();
    assertThat(folder.resolve("outside/kept")).hasContent("x");
  }

  @Test
  void removesFilesAndLinksThemselves() throws IOException {
    Files.createDirectory(folder.resolve("target"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));
    deleter.delete(folder.resolve("link").toString());
    assertThat(folder.resolve("target")).isDirectory();
    assertThat(folder.resolve("link").toFile().list()).isNull();
  }

  @Test
  void saysThatAFileMayNotBeRemoved() throws Exception {
    Path file = Files.createDirectories(folder.resolve("tree")).resolve("immutable");
    Files.writeString(file, "x");
    assumeThat(chattr("+i", file)).as("files can be made immutable here").isZero();
    try {
      assertThatExceptionOfType(SyscallException.class)
          .isThrownBy(() -> deleter.delete(folder.resolve("tree").toString()))
          .withMessage("unlink immutable: operation not permitted");
    } finally {
      assertThat(chattr("-i", file)).isZero();
    }
  }

  private static int chattr(String change, Path file) throws Exception {
    return new ProcessBuilder("chattr", change, file.toString()).start().waitFor();
  }

  @Test
  void removesATreeThatSomebodyElseRemovesToo() throws Exception {
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 50; i++) {
        Files.createDirectories(folder.resolve("tree/" + i + "/a/b"));
      }
      List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Thread thread = new Thread(() -> deleter.delete(folder.resolve("tree").toString()));
        thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
      assertThat(folder.resolve("tree")).doesNotExist();
    }
  }

  @Test
  void findsNothingToDoWhereNothingIs() {
    deleter.delete(folder.resolve("none").toString());
    deleter.delete(folder.resolve("none/deeper").toString());
  }

  @Test
  void removesNamesOfAnyBytes() {
    byte[] odd = {'d', (byte) 0xff};
    int fd = kernel.io().open(folder.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try {
      kernel.tree().mkdir(fd, odd, 0700);
      deleter.delete(fd, odd);
      assertThat(kernel.tree().list(fd)).isEmpty();
    } finally {
      kernel.io().close(fd);
    }
  }

  @Test
  void removesTreesDeeperThanAnyPath() {
    int levels = 200;
    byte[] name = bytes("d".repeat(50));
    kernel.tree().mkdir(FileTree.CWD, bytes(folder + "/deep"), 0700);
    for (int i = 0; i < 3; i++) {
      // What the deleter itself would call the trees that it moves up.
      kernel.tree().mkdir(FileTree.CWD, bytes(folder + "/deep/.deep-" + i), 0700);
    }
    int fd = kernel.io().open(folder + "/deep", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    for (int i = 0; i < levels; i++) {
      kernel.tree().mkdir(fd, name, 0700);
      int next =
          kernel
              .tree()
              .openBeneath(
                  fd,
                  name,
                  OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY,
                  0,
                  OpenFlags.RESOLVE_BENEATH);
      kernel.io().close(fd);
      fd = next;
    }
    kernel.io().close(fd);
    deleter.delete(folder + "/deep");
    assertThat(folder.resolve("deep")).doesNotExist();
  }

  @Test
  void neverEntersAMount() throws IOException {
    Files.createDirectories(folder.resolve("tree/mnt"));
    String target = folder.resolve("tree/mnt").toString();
    try {
      kernel.mounts().mount("tmpfs", target, "tmpfs", 0, "size=1m");
    } catch (SyscallException e) {
      Assumptions.abort("mounting is not allowed here (CAP_SYS_ADMIN): " + e.getMessage());
    }
    try {
      Files.writeString(Path.of(target, "kept"), "x");
      assertThatExceptionOfType(SyscallException.class)
          .isThrownBy(() -> deleter.delete(folder.resolve("tree").toString()))
          .matches(e -> e.errno() == Errno.EXDEV);
      assertThat(Path.of(target, "kept")).hasContent("x");
    } finally {
      kernel.mounts().unmount(target, Mounts.MNT_DETACH);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
