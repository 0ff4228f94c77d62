package dev.kapok.test.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine inside one of its containers, which borrows its programs from the host. */
class NestedIT extends EngineTest {
  private static final String SHOW = "cat /proc/self/uid_map; stat -c %u:%g / /etc/passwd";

  private Result nested(List<String> outer, String inner) {
    String prefix = Kapok.PREFIX.toAbsolutePath().toString();
    List<String> words =
        new ArrayList<>(List.of("run", "--rm", "--network=none", "--privileged", "--tmpfs=/store"));
    words.addAll(outer);
    for (String folder : List.of("/usr", "/lib", "/lib64", prefix)) {
      if (Files.isDirectory(Path.of(folder))) {
        words.add("--volume=" + folder + ":" + folder + ":ro");
      }
    }
    words.add("--volume=" + archive() + ":/bb.tar:ro");
    String inside = prefix + "/bin/kapok --root=/store --runroot=/runs ";
    words.addAll(
        List.of(
            "--env=PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            BB,
            "/bin/busybox",
            "sh",
            "-c",
            inside
                + "load -q -i /bb.tar >/dev/null && exec "
                + inside
                + "run --rm --network=none "
                + inner
                + " "
                + BB
                + " sh -c '"
                + SHOW
                + "'"));
    return kapok.run(words.toArray(new String[0]));
  }

  private static List<String> words(Result result) {
    return List.of(result.ok().out().trim().split("[ \n]+", -1));
  }

  @Test
  void runsContainersWithAndWithoutUserNamespaces() {
    assumeTrue(identity == Identity.ROOT, "another user's containers may not mount");
    List<String> mapped = List.of("--uidmap=0:100000:70000", "--gidmap=0:100000:70000");
    assertThat(words(nested(List.of(), ""))).containsExactly("0", "0", "4294967295", "0:0", "0:0");
    assertThat(words(nested(List.of(), "--uidmap=0:1000:5000")))
        .containsExactly("0", "1000", "5000", "0:0", "0:0");
    assertThat(words(nested(mapped, ""))).containsExactly("0", "100000", "70000", "0:0", "0:0");
    assertThat(words(nested(mapped, "--uidmap=0:1000:5000")))
        .containsExactly("0", "1000", "5000", "0:0", "0:0");
  }
}
