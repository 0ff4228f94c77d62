package dev.kapok.storage.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.storage.pipe.StreamSource;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.storage.tar.TarReader;
import dev.kapok.storage.tree.RootedTree;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.IdRange;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose files are in the tar of a copy. */
class PartTarTest {
  private final Kernel kernel = TestKernel.get();
  private final int uid = kernel.pids().uid();
  private final int gid = kernel.pids().gid();

  @TempDir private Path root;

  private List<String> owners(String path, @Nullable IdMaps maps) throws IOException {
    int fd = kernel.io().open(root.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    PartTar.Options options = new PartTar.Options(Set.of(), false, null, null, maps);
    List<String> found = new ArrayList<>();
    try (RootedTree tree = new RootedTree(kernel, fd);
        InputStream tar = new PartTar(kernel, tree.find(path), "x", options).open()) {
      TarReader reader = new TarReader(new StreamSource(tar));
      for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
        found.add(entry.displayName() + " " + entry.uid() + ":" + entry.gid());
      }
    }
    return found;
  }

  private static IdMap map(long inside, long outside, long count) {
    return new IdMap(List.of(new IdRange(inside, outside, count)));
  }

  @Test
  void haveTheIdsOfTheNamespace() throws IOException {
    Files.writeString(root.resolve("f"), "f");
    IdMaps maps = new IdMaps(map(7, uid, 1), map(8, gid, 1));
    assertThat(owners("/f", null)).containsExactly("\"x\" " + uid + ":" + gid);
    assertThat(owners("/f", maps)).containsExactly("\"x\" 7:8");
  }

  @Test
  void areNobodysWhereTheNamespaceDoesNotHaveThem() throws IOException {
    Files.createDirectory(root.resolve("d"));
    Files.writeString(root.resolve("d/f"), "f");
    IdMaps maps = new IdMaps(map(0, uid + 1L, 10), map(0, gid, 1));
    assertThat(owners("/d", maps)).containsExactly("\"x/\" 65534:0", "\"x/f\" 65534:0");
    assertThat(owners("/d/f", new IdMaps(map(0, uid, 1), IdMap.NONE)))
        .containsExactly("\"x\" 0:65534");
  }
}
