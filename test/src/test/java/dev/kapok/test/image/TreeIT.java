package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What containers changed: told, exported, made images of, mounted. */
class TreeIT extends EngineTest {
  private static final String CHANGE =
      "mkdir /new && echo text > /new/file && ln /new/file /new/hard && chown 5:6 /new/file"
          + " && chmod 4750 /new/file && touch -d @1000000000 /new/file && ln -s file /new/soft"
          + " && rm /etc/passwd && mkfifo /new/fifo && rm -r /home && mkdir /home"
          + " && echo x > /home/in";
  private static final String SHOW =
      "stat -c '%n %A %u:%g %h %Y %s' /new/file /new/hard /new/fifo && readlink /new/soft"
          + " && cat /new/hard /home/in && ls /etc/passwd 2>&1; true";

  @Test
  void diffTellsWhatAContainerChanged() {
    run("box", CHANGE);
    assertThat(kapok.run("diff", "box").ok().lines())
        .contains("C /etc", "D /etc/passwd", "A /new", "A /new/file", "A /new/soft", "A /home/in")
        .doesNotContain("A /proc", "A /etc/hosts", "C /etc/hosts", "A /run");
    assertThat(kapok.run("container", "diff", "--format=json", "box").ok().out())
        .contains("\"deleted\"")
        .contains("\"/etc/passwd\"");
    kapok.run("diff", "nosuch").exits(125).complains("nosuch");
    kapok.run("image", "diff", "box").exits(125).complains("box: image not known");
  }

  @Test
  void diffTellsWhatAnImageChanged() {
    run("c", "echo 1 > /one");
    kapok.run("commit", "-q", "c", "localhost/one").ok();
    assertThat(kapok.run("diff", "localhost/one").ok().lines()).contains("A /one");
    assertThat(kapok.run("image", "diff", BB, "localhost/one").ok().lines()).contains("D /one");
    assertThat(kapok.run("diff", "c", "localhost/one").ok().out()).isEmpty();
  }

  @Test
  void commitKeepsWhatTheContainerHas() {
    Result before = show("c");
    String id = kapok.run("commit", "c", "localhost/made:1").ok().out();
    assertThat(kapok.run("images", "-q", "--no-trunc").ok().out()).contains(id);
    assertThat(
            kapok
                .run("run", "--rm", "--network=none", "localhost/made:1", "sh", "-c", SHOW)
                .ok()
                .out())
        .isEqualTo(before.text());
    kapok.run("commit", "--squash", "c", "localhost/flat").ok();
    assertThat(
            kapok
                .run("run", "--rm", "--network=none", "localhost/flat", "sh", "-c", SHOW)
                .ok()
                .out())
        .isEqualTo(before.text());
    assertThat(
            kapok
                .run("image", "inspect", "--format", "{{len .RootFS.Layers}}", "localhost/flat")
                .ok()
                .out())
        .isEqualTo("1");
  }

  @Test
  void commitTakesOptions() throws Exception {
    Path file = kapok.folder().resolve("iid");
    kapok.run("create", "--name", "c", "-v", "/data", "-e", "A=1", BB, "echo", "hello").ok();
    kapok
        .run(
            "commit",
            "-q",
            "--author=Somebody",
            "--change=ENV B=2",
            "--change=CMD [\"/bin/echo\",\"changed\"]",
            "--include-volumes",
            "--format=docker",
            "--message=why",
            "--iidfile=" + file,
            "c",
            "localhost/opts")
        .ok();
    String id = Files.readString(file);
    assertThat(kapok.run("run", "--rm", "--network=none", "localhost/opts").ok().out())
        .isEqualTo("changed");
    assertThat(kapok.run("image", "inspect", id).ok().out())
        .contains("Somebody", "A=1", "B=2", "/data", "why");
    kapok.run("commit", "--message=x", "c").exits(125).complains("docker image format");
    kapok.run("commit", "--change=NONSENSE x", "c").exits(125).complains("known are");
    kapok.run("commit", "--format=x", "c").exits(125).complains("unrecognized image format");
  }

  @Test
  void exportAndImportKeepWhatTheContainerHas() {
    Result before = show("c");
    Path tar = kapok.folder().resolve("export.tar");
    kapok.run("export", "-o", tar.toString(), "c").ok();
    kapok.run("import", tar.toString(), "localhost/imported").ok();
    assertThat(
            kapok
                .run("run", "--rm", "--network=none", "localhost/imported", "/bin/sh", "-c", SHOW)
                .ok()
                .out())
        .isEqualTo(before.text());
  }

  @Test
  void aContainerThatMovesItsFoldersCannotLeadTheEngineOut() {
    kapok
        .run(
            "run",
            "-d",
            "--name=c",
            "--network=none",
            BB,
            "sh",
            "-c",
            "mkdir /a /b; echo in > /a/shadow; ln -s /etc /c;"
                + " while :; do mv /a /d; mv /c /a; mv /a /c; mv /d /a; done")
        .ok();
    for (int i = 0; i < 5; i++) {
      Path tar = kapok.folder().resolve("export" + i + ".tar");
      kapok.run("export", "-o", tar.toString(), "c").ok();
    }
    kapok.run("rm", "-f", "-t0", "c").ok();
  }

  @Test
  void mountShowsTheFilesToThoseWhoCanSeeThem() {
    run("c", CHANGE);
    if (identity.uid() != 0) {
      kapok.run("mount", "c").exits(125).complains("kapok unshare");
      return;
    }
    String path = kapok.run("mount", "c").ok().out();
    assertThat(Path.of(path).resolve("new/file")).hasContent("text");
    assertThat(kapok.run("mount").ok().out()).endsWith("  " + path);
    assertThat(kapok.run("mount", "--format=json").ok().out()).contains(path);
    kapok.run("unmount", "c").ok();
    assertThat(Path.of(path)).isEmptyDirectory();
    assertThat(kapok.run("umount", "c").ok().out()).isEmpty();
  }

  /** The text that a container shows of what it changed. */
  private record Result(String text) {}

  private Result show(String name) {
    return new Result(run(name, CHANGE + "; " + SHOW));
  }

  private String run(String name, String script) {
    List<String> words = List.of("run", "--name=" + name, "--network=none", BB, "sh", "-c", script);
    return kapok.run(words.toArray(new String[0])).ok().out();
  }
}
