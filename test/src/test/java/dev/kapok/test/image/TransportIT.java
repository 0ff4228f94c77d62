package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.HandImage;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The forms in which images come as files: what skopeo writes is loaded and pulled. */
class TransportIT extends EngineTest {
  @BeforeEach
  void startWithoutImages() {
    kapok.run("rmi", "-fa").ok();
  }

  /** Has skopeo write the image; returns the path. */
  private Path written(String transport, String name, String... options) {
    Path path = kapok.folder().resolve("copy-" + transport);
    List<String> words = new ArrayList<>(List.of("skopeo", "copy", "-q"));
    words.addAll(List.of(options));
    words.add("docker-archive:" + archive());
    words.add(transport + ":" + path + name);
    Shell.run(words, "").ok();
    Shell.run("chown", "-R", Integer.toString(identity.uid()), path.toString()).ok();
    return path;
  }

  private void runs(String image) {
    assertThat(kapok.run("run", "--rm", "--network=none", image, "echo", "ran").ok().out())
        .isEqualTo("ran");
  }

  private String names() {
    return kapok.run("images", "--format", "{{.Repository}}:{{.Tag}}").ok().out();
  }

  /** Runs a pipeline that ends in {@code kapok load}. */
  private Result loadFrom(String writer) {
    List<String> argv = new ArrayList<>(List.of("bash", "-c", writer + " | \"$@\"", "bash"));
    argv.addAll(kapok.argv(List.of(), "load"));
    return Shell.run(argv, "");
  }

  @Test
  void loadsFromAPipePlainAndCompressed() {
    assertThat(loadFrom("cat " + archive()).ok().stdout()).contains("Loaded image: " + BB);
    runs(BB);
    kapok.run("rmi", BB).ok();
    assertThat(loadFrom("gzip -1 < " + archive()).ok().stdout()).contains("Loaded image: " + BB);
    runs(BB);
    loadFrom("echo no archive").exits(125);
    loadFrom("true").exits(125);
  }

  @Test
  void loadsWhatIsPackedByXz() throws IOException {
    assertThat(loadFrom("xz -0 < " + archive()).ok().stdout()).contains("Loaded image: " + BB);
    runs(BB);
    Path work = Files.createDirectory(kapok.folder().resolve("work"));
    Path tar = work.resolve("plain.tar");
    String diffId = HandImage.layer(tar, entries -> entries.file("hello", "world\n"));
    // Two streams, one after the other, are one file.
    String cut = "gzip -dc " + tar + " | (head -c 512 | xz; xz -9)";
    Shell.run("bash", "-c", cut + " > " + work.resolve("layer.xz")).ok();
    Path archive = HandImage.pack(work, HandImage.bytes(work.resolve("layer.xz")), diffId);
    Shell.run("chmod", "-R", "a+rX", work.toString()).ok();
    kapok.run("load", "-q", "-i", archive.toString()).ok();
    assertThat(kapok.run("inspect", "--format", "{{.RootFS.Layers}}", HandImage.NAME).ok().out())
        .contains(diffId);
  }

  @Test
  void loadsOciArchives() {
    Path file = written("oci-archive", ":localhost/from-oci:1");
    assertThat(kapok.run("load", "-q", "-i", file.toString()).ok().stdout())
        .contains("Loaded image: localhost/from-oci:1");
    runs("localhost/from-oci:1");
    kapok.run("rmi", "localhost/from-oci:1").ok();
    assertThat(loadFrom("cat " + file).ok().stdout()).contains("localhost/from-oci:1");
  }

  @Test
  void loadsFolders() {
    Path layout = written("oci", ":localhost/from-layout:1");
    assertThat(kapok.run("load", "-i", layout.toString()).ok().stdout())
        .contains("localhost/from-layout:1");
    runs("localhost/from-layout:1");
    kapok.run("rmi", "-fa").ok();
    Path dir = written("dir", "");
    String loaded = kapok.run("load", "-i", dir.toString()).ok().stdout();
    assertThat(loaded).contains("Loaded image: ");
    runs(kapok.run("images", "-q").ok().out());
  }

  @Test
  void pullsFromFiles() {
    kapok.run("pull", "-q", "docker-archive:" + archive()).ok();
    assertThat(names()).isEqualTo(BB);
    runs(BB);
    kapok.run("rmi", BB).ok();
    Path oci = written("oci-archive", ":localhost/a:1", "--dest-compress-format=zstd");
    String id = kapok.run("pull", "-q", "oci-archive:" + oci).ok().out();
    assertThat(id).hasSize(64);
    runs(id);
    kapok.run("rmi", "-fa").ok();
    Path layout = written("oci", ":localhost/b:2");
    runs(kapok.run("pull", "-q", "oci:" + layout + ":localhost/b:2").ok().out());
    kapok.run("rmi", "-fa").ok();
    Path dir = written("dir", "");
    runs(kapok.run("pull", "-q", "dir:" + dir).ok().out());
  }

  @Test
  void runTakesTransportsToo() {
    assertThat(
            kapok
                .run("run", "--rm", "--network=none", "docker-archive:" + archive(), "echo", "ran")
                .ok()
                .out())
        .isEqualTo("ran");
  }

  @Test
  void whatIsNotThereIsNamed() {
    Path oci = written("oci-archive", ":localhost/a:1");
    kapok.run("pull", "oci-archive:" + oci + ":nosuch").exits(125).complains("nosuch");
    kapok.run("pull", "oci-archive:/no/such").exits(125).complains("/no/such");
    kapok.run("pull", "dir:/no/such").exits(125).complains("/no/such");
    kapok.run("pull", "docker-daemon:x").exits(125).complains("not supported yet");
    kapok.run("load", "-i", kapok.folder().toString()).exits(125);
    assertThat(kapok.run("images", "-aq").ok().out()).isEmpty();
  }
}
