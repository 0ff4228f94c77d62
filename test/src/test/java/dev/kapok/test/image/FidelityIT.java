package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.HandImage;
import dev.kapok.test.harness.HandTar;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.LocalRegistry;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * All that a file can have, kept through every way that an image takes. contrib/bench/roundtrip
 * does the same with a whole distribution.
 */
class FidelityIT extends EngineTest {
  private static final Path SCRIPTS =
      Path.of(System.getProperty("kapok.contrib", "contrib")).resolve("bench");

  private Path work = Path.of("/nonexistent");

  @BeforeEach
  void copyScripts() throws IOException {
    for (String tool : List.of("setfacl", "setfattr", "setcap")) {
      boolean found = Shell.run("sh", "-c", "command -v " + tool).status() == 0;
      assumeTrue(found, "there is no " + tool + " (packages acl, attr, libcap2-bin)");
    }
    work = Files.createDirectory(kapok.folder().resolve("work"));
    for (String script : List.of("tree-facts", "tree-dress")) {
      Files.copy(SCRIPTS.resolve(script), work.resolve(script));
    }
    Shell.run("chmod", "-R", "755", work.toString()).ok();
    Shell.run("chown", "-R", Integer.toString(identity.uid()), work.toString()).ok();
  }

  /** Runs one of the scripts on a container's root folder, where the engine's mounts are seen. */
  private String script(String script, String container) {
    List<String> engine = kapok.argv(List.of(), "mount", container);
    List<String> inner = engine.subList(identityWords(engine), engine.size());
    String line =
        work.resolve(script)
            + (script.equals("tree-facts") && identity == Identity.USER ? " --no-devices" : "")
            + " \"$(\"$@\")\"";
    List<String> words = new ArrayList<>(List.of("bash", "-c", line, "bash"));
    words.addAll(inner);
    if (identity == Identity.USER) {
      words.add(0, "unshare");
      return kapok.run(words.toArray(new String[0])).ok().stdout();
    }
    return Shell.run(words, "").ok().stdout();
  }

  private static int identityWords(List<String> argv) {
    for (int i = 0; i < argv.size(); i++) {
      if (argv.get(i).endsWith("/bin/kapok")) {
        return i;
      }
    }
    throw new IllegalStateException("no command in " + argv);
  }

  private String facts(String image) {
    kapok.run("create", "--name=look", image, "true").ok();
    String facts = script("tree-facts", "look");
    kapok.run("rm", "look").ok();
    return facts;
  }

  private String digests(String image) {
    return kapok.run("image", "inspect", "--format={{.Id}} {{.RootFS.Layers}}", image).ok().out();
  }

  @Test
  void filesComeBackWithAllTheyHave() throws IOException {
    kapok.run("create", "--name=box", BB, "true").ok();
    script("tree-dress", "box");
    String facts = script("tree-facts", "box");
    assertThat(facts)
        .contains("holes dressed/holes")
        .contains("capability ./dressed/capable cap_net_bind_service,cap_net_raw=ep")
        .contains("user.bytes=0x00ff0a3d00")
        .contains("acl user:7:rwx")
        .contains("links dressed/file1 dressed/folder/second1 dressed/folder/third1");

    kapok.run("commit", "-q", "box", "localhost/dressed").ok();
    String digests = digests("localhost/dressed");
    assertThat(facts("localhost/dressed")).isEqualTo(facts);
    kapok.run("diff", "box", "localhost/dressed").ok();

    String exported = work.resolve("box.tar").toString();
    kapok.run("export", "-o", exported, "box").ok();
    kapok.run("import", "-q", exported, "localhost/imported").ok();
    assertThat(facts("localhost/imported")).isEqualTo(facts);
    kapok.run("rm", "box").ok();

    try (LocalRegistry registry = LocalRegistry.plain()) {
      String name = registry.host() + "/dressed:1";
      kapok.run("push", "-q", "--tls-verify=false", "localhost/dressed", name).ok();
      kapok.run("rmi", "-fa").ok();
      kapok.run("pull", "-q", "--tls-verify=false", name).ok();
      assertThat(digests(name)).isEqualTo(digests);
      assertThat(facts(name)).isEqualTo(facts);
      String archive = work.resolve("oci.tar").toString();
      kapok.run("save", "-q", "--format=oci-archive", "-o", archive, name).ok();
      kapok.run("rmi", "-fa").ok();
      kapok.run("load", "-q", "-i", archive).ok();
      String id = kapok.run("images", "-q", "--no-trunc").ok().out();
      assertThat(digests(id)).isEqualTo(digests);
      assertThat(facts(id)).isEqualTo(facts);
    }
  }

  @Test
  void whatAUserCannotKeepIsNamed() throws IOException {
    Path archive =
        HandImage.archive(
            work,
            tar ->
                tar.link(HandTar.CHAR_DEVICE, "null", "")
                    .pax("SCHILY.xattr.trusted.kapok", "x")
                    .file("f", "x"));
    String said = kapok.run("load", "-i", archive.toString()).ok().stderr();
    if (identity == Identity.ROOT) {
      assertThat(said).doesNotContain("left out").doesNotContain("could not");
    } else {
      assertThat(said).contains("device nodes are left out").contains("trusted.kapok");
    }
  }
}
