package dev.kapok.libpod.mounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.disk.Disk;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobPathsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "*,abc,true",
    "a*c,abc,true",
    "a*d,abc,false",
    "a?c,abc,true",
    "a?,abc,false",
    "[a-c]bc,abc,true",
    "[!a-c]bc,abc,false",
    "[]x]bc,]bc,true",
    "[abc,[abc,true",
    "abc,ab,false",
    "*b*d,abcbd,true",
    "*[b]c,abbc,true",
    "*,.,true",
    "a**,a,true",
  })
  void fitsNames(String pattern, String name, boolean fits) {
    assertThat(GlobPaths.fits(pattern, name)).isEqualTo(fits);
  }

  @Test
  void hostilePatternsTakeNoLongTime() {
    assertThat(GlobPaths.fits("*a".repeat(60) + "*b", "a".repeat(255))).isFalse();
  }

  @Test
  void walksFolders() throws IOException {
    for (String path : new String[] {"a1/x", "a2/x", "a3/y", ".a/x", "b/x"}) {
      Files.createDirectories(folder.resolve(path).getParent());
      Files.createFile(folder.resolve(path));
    }
    GlobPaths paths = new GlobPaths(new Disk(TestKernel.get()));

    assertThat(paths.matching(folder + "/a*/x"))
        .containsExactly(folder + "/a1/x", folder + "/a2/x");
    assertThat(paths.matching(folder + "/*/y")).containsExactly(folder + "/a3/y");
    assertThat(paths.matching(folder + "/.*/x")).containsExactly(folder + "/.a/x");
    assertThat(paths.matching(folder + "/b/x")).hasSize(1);
    assertThat(paths.matching(folder + "/none*")).isEmpty();
    assertThat(paths.matching(folder + "/a1/x/*")).isEmpty();
  }
}
