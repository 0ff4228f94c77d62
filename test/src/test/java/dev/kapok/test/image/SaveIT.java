package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Saving, and what kapok and skopeo make of it. */
class SaveIT extends EngineTest {
  private static final String ID = "{{.Id}}";

  private String id(Kapok engine, String name) {
    return engine.run("image", "inspect", "--format", ID, name).ok().out();
  }

  private Path target(String name) {
    return kapok.folder().resolve(name);
  }

  private void assertSame(Path saved) {
    second().run("load", "-q", "-i", saved.toString()).ok();
    assertThat(second().run("images", "-q", "--no-trunc").ok().out())
        .isEqualTo(kapok.run("images", "-q", "--no-trunc").ok().out());
    String loaded = id(second(), second().run("images", "-q").ok().out());
    assertThat(
            second()
                .run("run", "--rm", "--network=none", loaded, "cat", "/var/data/seed")
                .ok()
                .out())
        .isEqualTo("from the image");
  }

  @Test
  void dockerArchiveIsTheSameImage() {
    kapok.run("save", "-q", "-o", target("x.tar").toString(), BB).ok();
    assertSame(target("x.tar"));
    assertThat(second().run("images", "--format", "{{.Repository}}:{{.Tag}}").ok().out())
        .isEqualTo(BB);
  }

  @Test
  void layerIsByteForByteTheOneThatCame() {
    kapok.run("save", "-o", target("x.tar").toString(), BB).ok();
    String layer = Shell.run("tar", "-tf", target("x.tar").toString()).ok().lines().getFirst();
    String digest =
        Shell.run(
                List.of("sh", "-c", "tar -xOf " + target("x.tar") + " " + layer + " | sha256sum"),
                "")
            .ok()
            .out();
    assertThat(digest).startsWith(layer.replace(".tar", ""));
  }

  @Test
  void otherFormatsAreTheSameImage() {
    for (String format : List.of("oci-archive", "oci-dir", "docker-dir")) {
      kapok.run("save", "-q", "--format=" + format, "-o", target(format).toString(), BB).ok();
      assertSame(target(format));
      second().run("rmi", "-fa").ok();
    }
  }

  @Test
  void skopeoReadsEveryFormat() {
    kapok.run("save", "-q", "-o", target("d.tar").toString(), BB).ok();
    kapok.run("save", "-q", "--format=oci-archive", "-o", target("o.tar").toString(), BB).ok();
    kapok.run("save", "-q", "--format=oci-dir", "-o", target("oci").toString(), BB).ok();
    kapok
        .run("save", "-q", "--compress", "--format=docker-dir", "-o", target("dir").toString(), BB)
        .ok();
    for (String name :
        List.of(
            "docker-archive:" + target("d.tar"),
            "oci-archive:" + target("o.tar"),
            "oci:" + target("oci"),
            "dir:" + target("dir"))) {
      Path out = target("out");
      Shell.run("skopeo", "copy", "-q", name, "docker-archive:" + out + ":localhost/bb:latest")
          .ok();
      assertSame(out);
      second().run("rmi", "-fa").ok();
      Shell.run("rm", out.toString()).ok();
    }
  }

  @Test
  void standardOutputGetsTheArchive() throws IOException {
    List<String> words = kapok.argv(List.of(), "save", BB);
    Path out = target("piped.tar");
    Shell.run(List.of("sh", "-c", "exec \"$@\" | cat > " + out, "sh", words.get(0)), "");
    String line = String.join(" ", words) + " | cat > " + out;
    Shell.run(List.of("sh", "-c", line), "").ok();
    Shell.run("chmod", "644", out.toString()).ok();
    assertSame(out);
    assertThat(Files.size(out)).isPositive();
  }

  @Test
  void severalImagesGoIntoOneArchive() {
    kapok.run("tag", BB, "localhost/more:1").ok();
    Path tar = archive().resolveSibling("layer.tar");
    kapok.run("import", "-q", tar.toString(), "localhost/imp:1").ok();
    kapok.run("save", "-q", "-m", "-o", target("m.tar").toString(), BB, "localhost/imp:1").ok();
    assertThat(second().run("load", "-i", target("m.tar").toString()).ok().stdout())
        .contains("localhost/bb:latest")
        .contains("localhost/imp:1")
        .doesNotContain("more");
    second().run("rmi", "-fa").ok();
    kapok.run("save", "-q", "-o", target("t.tar").toString(), BB, "localhost/new:2").ok();
    assertThat(second().run("load", "-i", target("t.tar").toString()).ok().stdout())
        .contains("localhost/bb:latest,localhost/new:2");
  }

  @Test
  void whatCannotBeSavedIsSaid() throws IOException {
    kapok.run("save", "-o", target("x").toString(), "nosuch").exits(125).complains("nosuch");
    kapok
        .run("save", "--compress", "-o", target("x").toString(), BB)
        .exits(125)
        .complains("docker-dir");
    kapok
        .run("save", "--format=nonsense", "-o", target("x").toString(), BB)
        .exits(125)
        .complains("nonsense");
    String missing = target("no-such-folder").toString();
    kapok.run("save", "-o", missing + "/x.tar", BB).exits(125).complains(missing);
    kapok.run("save", "-q", "-o", target("there").toString(), BB).ok();
    kapok
        .run("save", "-q", "-o", target("there").toString(), BB)
        .exits(125)
        .complains("modifying existing images");
    assertThat(target("x")).doesNotExist();
  }
}
