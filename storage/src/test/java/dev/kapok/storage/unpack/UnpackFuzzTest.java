package dev.kapok.storage.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.storage.record.Replays;
import dev.kapok.storage.record.TarRecorder;
import dev.kapok.storage.tar.RawTar;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.TreeDeleter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Layers of entries in any order, with the names and targets that extractors have stumbled over.
 * Nothing outside of the layer changes, and what is taken comes out again byte for byte. {@code
 * -Dkapok.fuzz.layers=N} does more of them.
 */
class UnpackFuzzTest {
  private static final int ROUNDS = Integer.getInteger("kapok.fuzz.layers", 300);

  private static final List<String> NAMES =
      List.of(
          "a",
          "A",
          "a/b",
          "a/b/c",
          "a/./b",
          "//a",
          "a//b/",
          "./",
          "b",
          "b/a",
          "link",
          "link/victim",
          "link/a/b",
          "up",
          "up/victim",
          "up/outside/victim",
          "self",
          "self/x",
          ".wh.a",
          "a/.wh.b",
          ".wh..wh..opq",
          "a/.wh..wh..opq",
          "link/.wh.victim",
          "link/.wh..wh..opq",
          ".wh.link",
          ".wh..wh.plnk",
          ".wh..wh..opq/a",
          "a\nb",
          "proc/victim",
          "b/../a",
          "../outside/victim");

  @TempDir private Path temp;
  private final Kernel kernel = TestKernel.get();

  @Test
  void changesNothingOutside() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("victim"), "untouched");
    int taken = 0;
    for (int round = 0; round < ROUNDS; round++) {
      taken += unpack(round, archive(new Random(round), outside)) ? 1 : 0;
      assertThat(outside.resolve("victim")).as("round %d", round).hasContent("untouched");
      assertThat(outside)
          .as("round %d", round)
          .isDirectoryNotContaining(p -> !p.endsWith("victim"));
    }
    assertThat(taken).as("layers that were taken").isBetween(ROUNDS / 20, ROUNDS - 1);
  }

  private static byte[] archive(Random random, Path outside) {
    List<String> targets =
        List.of(
            outside.toString(),
            "..",
            "../outside",
            "/",
            ".",
            "a",
            "link",
            "self",
            "/proc/self/cwd");
    RawTar tar = RawTar.archive();
    for (int i = 1 + random.nextInt(9); i > 0; i--) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      String target = targets.get(random.nextInt(targets.size()));
      switch (random.nextInt(8)) {
        case 0 -> tar.folder(name);
        case 1 -> tar.symlink(name, target);
        case 2 -> tar.hardLink(name, NAMES.get(random.nextInt(NAMES.size())));
        case 3 -> tar.entry('6', name, "", new byte[0]);
        case 4 -> tar.pax("path", name, "linkpath", target).symlink("x", "y");
        case 5 -> tar.symlink("link", outside.toString()).symlink("up", "..");
        default -> tar.file(name, "content " + i);
      }
    }
    return tar.end();
  }

  /** Returns whether the layer was taken. */
  private boolean unpack(int round, byte[] tar) throws IOException {
    Path layer = Files.createDirectory(temp.resolve("layer" + round));
    Files.createDirectory(layer.resolve("diff"));
    WhiteoutStyle style = round % 2 == 0 ? WhiteoutStyle.OVERLAY_USER : WhiteoutStyle.FILES;
    int fd = open(layer.resolve("diff"));
    int layerFd = open(layer);
    try (TarRecorder recorder = new TarRecorder(kernel, layerFd, "tar", "kept")) {
      new LayerUnpacker(kernel, new UnpackOptions(style, true, false))
          .unpack(new ByteArrayInputStream(tar), fd, recorder);
    } catch (IOException refused) {
      assertThat(refused).hasMessageContaining("refused");
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError("round " + round, e);
    } finally {
      kernel.io().close(fd);
      kernel.io().close(layerFd);
    }
    assertThat(Replays.replay(kernel, layer, "tar", "diff", "kept"))
        .as("the tar of round %d, written again", round)
        .isEqualTo(tar);
    new TreeDeleter(kernel).delete(layer.toString());
    return true;
  }

  private int open(Path folder) {
    return kernel.io().open(folder.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
  }
}
