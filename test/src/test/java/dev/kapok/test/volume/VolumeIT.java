package dev.kapok.test.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands behind {@code volume}. */
class VolumeIT extends EngineTest {
  private Result volume(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "volume";
    System.arraycopy(words, 0, all, 1, words.length);
    return kapok.run(all);
  }

  private String inspect(String name, String format) {
    return volume("inspect", "--format", format, name).ok().out();
  }

  private String in(String volume, String script) {
    return kapok
        .run("run", "--rm", "--network=none", "-v", volume + ":/v", BB, "sh", "-c", script)
        .ok()
        .out();
  }

  private Path data(String name) {
    return kapok.root().resolve("volumes").resolve(name).resolve("_data");
  }

  @Test
  void createNamesAndLabels() {
    assertThat(volume("create", "--label", "a=b", "--label", "c", "one").ok().out())
        .isEqualTo("one");
    volume("create", "one").exits(125).complains("volume already exists");
    volume("create", "--ignore", "one").ok();
    String made = volume("create").ok().out();
    assertThat(made).matches("[0-9a-f]{64}");
    assertThat(inspect("one", "{{.Name}} {{.Driver}} {{.Scope}} {{.Labels.a}}"))
        .isEqualTo("one local local b");
    assertThat(kapok.run("inspect", "--format", "{{.Name}}", "one").ok().out()).isEqualTo("one");
    assertThat(kapok.run("inspect", "--type=volume", "one").ok().out()).contains("Mountpoint");
    assertThat(inspect("one", "{{.Mountpoint}}")).isEqualTo(data("one").toString());
    assertThat(volume("ls", "-q").ok().lines()).containsExactlyInAnyOrder("one", made);
    volume("exists", "one").ok();
    volume("exists", "on").exits(1);
    volume("create", "--driver", "other", "x").exits(125).complains("there is only \"local\"");
    volume("create", "a/../b").exits(125).complains("names must match");
    volume("create", "--opt", "o=size=1g", "x").exits(125).complains("project quotas");
    volume("create", "--opt", "type=bind", "--opt", "device=/nosuch", "x").exits(125);
    assertThat(volume("reload").ok().out()).isEmpty();
  }

  @Test
  void lsShowsWhatFits() {
    volume("create", "--label", "k=v", "one").ok();
    volume("create", "two").ok();
    kapok.run("create", "--name", "c", "-v", "used:/x", BB, "true").ok();
    assertThat(volume("ls").ok().lines())
        .containsExactly(
            "DRIVER      VOLUME NAME", "local       one", "local       two", "local       used");
    assertThat(volume("ls", "--noheading").ok().lines()).hasSize(3);
    assertThat(volume("ls", "-q", "--filter", "dangling=true").ok().lines())
        .containsExactly("one", "two");
    assertThat(volume("ls", "-q", "-f", "label=k=v").ok().lines()).containsExactly("one");
    assertThat(volume("ls", "--format", "{{.Name}}:{{.Driver}}", "-f", "name=^two$").ok().out())
        .isEqualTo("two:local");
    assertThat(volume("ls", "--format", "json", "-f", "name=one").ok().out())
        .contains("\"Name\": \"one\"")
        .contains("\"k\": \"v\"");
    volume("ls", "-f", "colour=red").exits(125);
    assertThat(volume("inspect", "--all").ok().out()).contains("\"two\"", "\"used\"");
    assertThat(volume("inspect", "one", "nosuch").exits(125).stderr()).contains("nosuch");
  }

  @Test
  void rmRefusesWhatIsUsed() {
    volume("create", "free").ok();
    kapok
        .run("run", "-d", "--name", "c", "-v", "used:/x", "--network=none", BB, "sleep", "99")
        .ok();
    volume("rm", "used").exits(2).complains("volume is being used");
    volume("rm", "nosuch", "free").exits(1).complains("no such volume");
    assertThat(data("free").getParent()).doesNotExist();
    volume("rm", "--force", "nosuch").ok();
    assertThat(volume("rm", "-f", "-t", "0", "used").ok().out()).isEqualTo("used");
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
    volume("create", "x").ok();
    volume("create", "y").ok();
    volume("rm", "--all").ok();
    assertThat(volume("ls", "-q").ok().out()).isEmpty();
    assertThat(kapok.root().resolve("volumes")).isEmptyDirectory();
  }

  @Test
  void pruneAsksAndFilters() {
    volume("create", "--label", "k", "one").ok();
    volume("create", "two").ok();
    kapok.run("create", "-v", "used:/x", BB, "true").ok();
    assertThat(kapok.runWithInput("n\n", "volume", "prune").ok().stdout())
        .isEqualTo(
            "WARNING! This will remove all volumes not used by at least one container. The"
                + " following volumes will be removed:\none\ntwo\n"
                + "Are you sure you want to continue? [y/N] ");
    assertThat(volume("prune", "-f", "--filter", "label!=k").ok().lines()).containsExactly("two");
    assertThat(kapok.run("system", "prune", "-f", "--volumes", "--filter", "label=k=z").ok().out())
        .doesNotContain("one");
    assertThat(kapok.runWithInput("y\n", "volume", "prune").ok().stdout()).endsWith("one\n");
    assertThat(volume("ls", "-q").ok().out()).isEqualTo("used");
  }

  @Test
  void oddNamesSurviveExportAndImport() {
    String make =
        "cd /v; echo 1 > \"$(printf 'a\\nb')\"; echo 2 > "
            + "n".repeat(255)
            + "; echo 3 > \"$(printf 'bad\\377\\200')\"; echo 4 > ' -rf *'; mkdir .wh.x;"
            + " ln -s \"$(printf '\\376')\" link; echo 5 > .wh.x/.wh..wh..opq";
    String list =
        "cd /v; find . | while IFS= read -r f; do printf %s \"$f\" | od -An -tx1; done | sort;"
            + " readlink link | od -An -tx1; cat * 2>/dev/null; cat .wh.x/.wh*";
    String[] run = {"run", "--rm", "--network=none", "-v", "", BB, "sh", "-c", ""};
    run[4] = "from:/v";
    run[8] = make + ";" + list;
    String before = kapok.run(run).ok().out();
    volume("create", "to").ok();
    String tar = kapok.folder().resolve("odd.tar").toString();
    volume("export", "from", "-o", tar).ok();
    volume("import", "to", tar).ok();
    run[4] = "to:/v";
    run[8] = list;
    assertThat(kapok.run(run).ok().out()).isEqualTo(before).contains(" ff 80", "fe");
  }

  @Test
  void exportsAndImports() throws IOException {
    String make =
        "cd /v && mkdir d && echo text > d/f && ln d/f d/g && chown -R 5:6 d && chmod 4750 d/f"
            + " && touch -d @1000000000 d/f && ln -s /nowhere s && mkfifo p && touch .wh.x";
    String show = "cd /v && stat -c '%n %A %u:%g %h %Y' d/f d/g p .wh.x && readlink s && cat d/g";
    in("from", make);
    Path tar = kapok.folder().resolve("volume.tar");
    volume("export", "from", "-o", tar.toString()).ok();
    volume("create", "to").ok();
    volume("import", "to", tar.toString()).ok();
    assertThat(in("to", show)).isEqualTo(in("from", show));
    in("to", "rm -r /v/d && echo more > /v/more");
    assertThat(kapok.runWithInput("no tar at all", "volume", "import", "to", "-").status())
        .isEqualTo(125);
    Shell.run("gzip", tar.toString()).ok();
    volume("import", "to", tar + ".gz").ok();
    assertThat(in("to", show + " && cat more")).isEqualTo(in("from", show) + "\nmore");
    volume("export", "nosuch", "-o", tar.toString()).exits(125).complains("no such volume");
    volume("import", "nosuch", tar.toString()).exits(125);
    volume("import", "to", "/nosuch.tar").exits(125);
  }

  @Test
  void somethingIsMountedWhileItIsUsed() {
    volume("create", "-o", "type=tmpfs", "-o", "o=size=2m,uid=5,gid=6,mode=750", "t").ok();
    assertThat(in("t", "grep ' /v ' /proc/mounts; stat -c '%u:%g %a' /v; touch /v/f"))
        .startsWith("tmpfs /v tmpfs")
        .contains("size=2048k")
        .endsWith("5:6 750");
    // It was unmounted with its last user, so what was in it is gone.
    assertThat(in("t", "ls /v")).isEmpty();
    String[] run = {"run", "-d", "--network=none", "-v", "t:/v", BB, "sleep", "99"};
    String first = kapok.run(run).ok().out();
    String second = kapok.run(run).ok().out();
    kapok.run("exec", first, "touch", "/v/shared").ok();
    kapok.run("rm", "-f", "-t", "0", first).ok();
    assertThat(kapok.run("exec", second, "ls", "/v").ok().out()).isEqualTo("shared");
    assertThat(inspect("t", "{{.MountCount}}")).isEqualTo("1");
    kapok.run("stop", "-t", "0", second).ok();
    assertThat(inspect("t", "{{.MountCount}}")).isEqualTo("0");
    kapok.run("start", second).ok();
    volume("rm", "-f", "-t", "0", "t").ok();
  }

  @Test
  void aFolderIsBoundWhileItIsUsed() throws IOException {
    Path folder = Files.createDirectory(kapok.folder().resolve("bound"));
    Files.setAttribute(folder, "unix:uid", identity.uid());
    volume("create", "-o", "type=none", "-o", "device=" + folder, "-o", "o=bind", "b").ok();
    in("b", "echo text > /v/file");
    assertThat(folder.resolve("file")).hasContent("text");
    assertThat(data("b")).isEmptyDirectory();
    volume("create", "-o", "device=" + folder, "-o", "o=bind,ro", "r").ok();
    kapok
        .run("run", "--rm", "--network=none", "-v", "r:/v", BB, "touch", "/v/new")
        .exits(1)
        .complains("Read-only");
    volume("rm", "b").ok();
    assertThat(folder.resolve("file")).exists();
    Files.delete(folder.resolve("file"));
    Files.delete(folder);
    kapok
        .run("run", "--rm", "--network=none", "-v", "r:/v", BB, "true")
        .exits(125)
        .complains("mounting volume r");
    volume("rm", "r").ok();
  }

  @Test
  void mountPinsWhatIsMounted() {
    volume("create", "-o", "type=tmpfs", "t").ok();
    volume("create", "plain").ok();
    List<String> unshare = identity == dev.kapok.test.harness.Identity.ROOT ? null : List.of();
    if (unshare != null) {
      volume("mount", "t").exits(125).complains("must execute `kapok unshare` first");
      return;
    }
    assertThat(volume("mount", "plain").ok().out()).isEqualTo(data("plain").toString());
    assertThat(volume("mount", "t").ok().out()).isEqualTo(data("t").toString());
    in("t", "touch /v/kept");
    assertThat(data("t").resolve("kept")).exists();
    volume("unmount", "t").ok();
    assertThat(data("t")).isEmptyDirectory();
    volume("mount", "t").ok();
    volume("rm", "t").ok();
    assertThat(data("t")).doesNotExist();
    volume("mount", "nosuch").exits(125).complains("no such volume");
  }

  @Test
  void aFolderThatWasDeletedByHandIsToldOf() {
    in("vol", "touch /v/f");
    Shell.run("rm", "-r", data("vol").resolveSibling("").toString()).ok();
    kapok
        .run("run", "--rm", "--network=none", "-v", "vol:/v", BB, "true")
        .exits(125)
        .complains("is gone, and Kapok did not delete it");
    volume("inspect", "vol").ok();
    volume("export", "vol", "-o", kapok.folder() + "/x").exits(125).complains("is gone");
    kapok.run("system", "df").ok();
    volume("rm", "vol").ok();
    assertThat(in("vol", "ls /v")).isEmpty();
  }

  @Test
  void anonymousVolumesGoWithTheirContainers() {
    kapok.run("create", "--name", "a", "-v", "/x", BB, "true").ok();
    kapok.run("create", "--name", "b", "-v", "/x", BB, "true").ok();
    kapok.run("run", "--rm", "--network=none", "-v", "/x", BB, "touch", "/x/f").ok();
    assertThat(volume("ls", "-q").ok().lines()).hasSize(2);
    assertThat(inspect(volume("ls", "-q").ok().lines().get(0), "{{.Anonymous}}")).isEqualTo("true");
    kapok.run("rm", "-v", "a").ok();
    assertThat(volume("ls", "-q").ok().lines()).hasSize(1);
    kapok.run("rm", "b").ok();
    assertThat(volume("ls", "-q").ok().lines()).hasSize(1);
    volume("prune", "-f", "--filter", "anonymous=true").ok();
    assertThat(volume("ls", "-q").ok().out()).isEmpty();
  }

  @Test
  void twoContainersUseOneWhileItIsRemoved() throws Exception {
    volume("create", "vol").ok();
    String[] run = {
      "run", "--rm", "--network=none", "-v", "vol:/v", BB, "sh", "-c", "echo x > /v/f && cat /v/f"
    };
    for (int round = 0; round < 5; round++) {
      Process first = kapok.start(run);
      Process second = kapok.start(run);
      Process removal = kapok.start("volume", "rm", "vol");
      assertThat(first.waitFor()).isZero();
      assertThat(second.waitFor()).isZero();
      assertThat(removal.waitFor()).isIn(0, 1, 2);
    }
    assertThat(in("vol", "ls /v; echo x > /v/g; cat /v/g")).endsWith("x");
    volume("rm", "vol").ok();
  }
}
