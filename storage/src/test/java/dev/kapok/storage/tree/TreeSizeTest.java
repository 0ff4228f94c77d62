package dev.kapok.storage.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.TreeDeleter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeSizeTest {
  /** More than a thread's stack or a process's descriptors would bear. */
  private static final int DEEP = 1_000;

  private static final long SMALL_STACK = 160 << 10;

  @TempDir Path folder;

  private final Kernel kernel = TestKernel.get();

  @AfterEach
  void deleteWhatIsTooDeepForOthers() {
    new TreeDeleter(kernel).delete(folder.resolve("tree").toString());
  }

  @Test
  void countsEveryFileOnce() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.createDirectories(tree.resolve("a/b"));
    Files.createDirectories(tree.resolve("c/d/e"));
    Files.writeString(tree.resolve("a/b/file"), "12345");
    Files.writeString(tree.resolve("c/d/e/file"), "123");
    Files.writeString(tree.resolve("c/file"), "12");
    Files.createLink(tree.resolve("a/link"), tree.resolve("c/file"));
    Files.createSymbolicLink(tree.resolve("up"), Path.of("ab"));
    assertThat(new TreeSize(kernel).of(tree.toString())).isEqualTo(5 + 3 + 2 + 2);
    assertThat(new TreeSize(kernel).of(folder.resolve("none").toString())).isZero();
  }

  @Test
  void measuresTreesOfAnyDepth() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    nest(tree, DEEP);
    AtomicLong size = new AtomicLong();
    Runnable measure = () -> size.set(new TreeSize(kernel).of(tree.toString()));
    Thread thread = new Thread(null, measure, "measure", SMALL_STACK);
    thread.start();
    thread.join();
    // Beside each folder lies a symbolic link of three bytes.
    assertThat(size).hasValue(3L * DEEP);
  }

  /** Two folders in each, so that the way leads up again as well. */
  private void nest(Path tree, int depth) {
    byte[] name = "folder".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] leaf = {'l'};
    int at = kernel.io().open(tree.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    for (int i = 0; i < depth; i++) {
      kernel.tree().symlink(new byte[] {'a', 'b', 'c'}, at, new byte[] {'s'});
      if (i % 500 == 0) {
        kernel.tree().mkdir(at, leaf, 0700);
      }
      kernel.tree().mkdir(at, name, 0700);
      int next =
          kernel
              .tree()
              .openBeneath(
                  at,
                  name,
                  OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY,
                  0,
                  OpenFlags.RESOLVE_BENEATH);
      kernel.io().close(at);
      at = next;
    }
    kernel.io().close(at);
  }
}
