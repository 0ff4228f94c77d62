package dev.kapok.test.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code -v}, {@code --mount}, {@code --volumes-from} and {@code --image-volume} mount. */
class MountIT extends EngineTest {
  private Path host = Path.of("/nonexistent");

  @BeforeEach
  void makeFolder() throws IOException {
    host = Files.createDirectory(kapok.folder().resolve("host"));
    Files.writeString(host.resolve("file"), "of the host\n");
    Shell.run("chown", "-R", identity.uid() + ":" + identity.uid(), host.toString()).ok();
  }

  private Result run(List<String> options, String script) {
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--network=none"));
    words.addAll(options);
    words.addAll(List.of(BB, "sh", "-c", script));
    return kapok.run(words.toArray(new String[0]));
  }

  private String sh(List<String> options, String script) {
    return run(options, script).ok().out();
  }

  private void refuses(String reason, String... options) {
    List<String> words = new ArrayList<>(List.of("create"));
    words.addAll(List.of(options));
    words.addAll(List.of(BB, "true"));
    kapok.run(words.toArray(new String[0])).exits(125).complains(reason);
  }

  @Test
  void overlaysLeaveTheFolderAsItIs() throws IOException {
    String script = "echo changed > /x/file; echo new > /x/new; cat /x/file";
    assertThat(sh(List.of("-v", host + ":/x:O"), script)).isEqualTo("changed");
    assertThat(host.resolve("file")).hasContent("of the host");
    assertThat(host.resolve("new")).doesNotExist();
    // What was written is gone with a container's end.
    kapok
        .run("create", "--name", "c", "-v", host + ":/x:O", BB, "sh", "-c", "ls /x; touch /x/y")
        .ok();
    for (int i = 0; i < 2; i++) {
      assertThat(kapok.run("start", "-a", "c").ok().lines()).containsExactly("file");
    }
    kapok.run("run", "--rm", "--network=none", "-v", "vol:/x", BB, "touch", "/x/seed").ok();
    assertThat(sh(List.of("-v", "vol:/x:O"), "touch /x/y; ls /x | wc -l")).isEqualTo("2");
    assertThat(sh(List.of("-v", "vol:/x"), "ls /x")).isEqualTo("seed");
    assertThat(sh(List.of("--mount", "type=bind,src=" + host + ",dst=/x,O"), "echo > /x/y; ls /x"))
        .isEqualTo("file\ny");
    run(List.of("-v", host + "/file:/x:O"), "true").exits(125).complains("is no folder");
  }

  @Test
  void overlaysKeepWhatTheyWriteWhereTold() throws IOException {
    Path upper = Files.createDirectory(host.resolve("u,p:per"));
    Path work = Files.createDirectory(host.resolve("work"));
    Path lower = Files.createDirectory(host.resolve("lower"));
    Shell.run("chown", "-R", identity.uid() + ":" + identity.uid(), host.toString()).ok();
    String odd = ":/x:O,upperdir=" + upper + ",workdir=" + work;
    run(List.of("-v", lower + odd), "true").exits(125);
    Path plain = Files.move(upper, host.resolve("upper"));
    String option = lower + ":/x:O,upperdir=" + plain + ",workdir=" + work;
    sh(List.of("-v", option), "echo kept > /x/new");
    assertThat(plain.resolve("new")).hasContent("kept");
    assertThat(lower).isEmptyDirectory();
    assertThat(sh(List.of("-v", option), "cat /x/new")).isEqualTo("kept");
    Shell.run("rm", "-rf", host.toString()).ok();
  }

  @Test
  void givesFilesToTheContainersUser() throws IOException {
    Path outside = Files.createDirectory(kapok.folder().resolve("outside"));
    Files.createSymbolicLink(host.resolve("link"), outside);
    String owner = identity.uid() + ":" + identity.uid();
    Shell.run("chown", "-h", owner, host.resolve("link").toString()).ok();
    String show = "stat -c %u:%g /x /x/file";
    assertThat(sh(List.of("-u", "5:6", "-v", host + ":/x:U"), show)).isEqualTo("5:6\n5:6");
    assertThat(Files.getAttribute(outside, "unix:uid")).isEqualTo(0);
    assertThat(sh(List.of("-v", host + ":/x:U"), show)).isEqualTo("0:0\n0:0");
    assertThat(sh(List.of("-u", "5:6", "-v", host + ":/x:O,U"), "touch /x/file; " + show))
        .isEqualTo("5:6\n5:6");
    assertThat(sh(List.of("-v", host + ":/x"), show)).isEqualTo("0:0\n0:0");
    assertThat(sh(List.of("-u", "5:6", "-v", "vol:/x:U"), "touch /x/a; stat -c %u:%g /x"))
        .isEqualTo("5:6");
    assertThat(sh(List.of("-u", "5:6", "--mount", "type=tmpfs,dst=/x,U=true"), "stat -c %u:%g /x"))
        .isEqualTo("5:6");
    run(List.of("-v", "/etc:/x:U"), "true").exits(125).complains("which the host needs as it is");
  }

  @Test
  void flagsAndPropagationReachTheMount() {
    assertThat(sh(List.of("-v", host + ":/x:ro,nosuid,nodev,noexec"), "grep ' /x ' /proc/mounts"))
        .contains(" ro,")
        .contains("nosuid")
        .contains("nodev")
        .contains("noexec");
    assertThat(sh(List.of("-v", "vol:/x:exec,z"), "grep ' /x ' /proc/mounts")).contains(" rw,");
    for (String propagation : List.of("private", "rprivate", "slave", "rslave", "unbindable")) {
      sh(List.of("-v", host + ":/x:" + propagation), "true");
      sh(List.of("--mount", "type=bind,src=" + host + ",dst=/x," + propagation), "true");
    }
    sh(List.of("-v", host + ":/x:bind"), "true");
    sh(List.of("--mount", "type=bind,src=" + host + ",dst=/x,bind-nonrecursive"), "true");
  }

  @Test
  void contradictionsAreRefusedWithTheirReason() {
    refuses("more than one of the kind", "-v", host + ":/x:ro,rw");
    refuses("more than one of the kind", "-v", host + ":/x:exec,noexec");
    refuses("more than one of the kind", "-v", host + ":/x:shared,private");
    refuses("more than one of the kind", "-v", host + ":/x:z,Z");
    refuses("more than one of the kind", "-v", host + ":/x:O,O");
    refuses("must specify both upperdir and workdir", "-v", host + ":/x:O,upperdir=/tmp");
    refuses("are for an overlay", "-v", host + ":/x:upperdir=/tmp,workdir=/tmp");
    refuses("unknown option \"nocopy\"", "-v", host + ":/x:nocopy");
    refuses("unknown option \"O\"", "--tmpfs", "/x:O");
    refuses("no \"nocopy\" there", "-v", "vol:/x:O,nocopy");
    refuses("is no range of the form", "-v", host + ":/x:idmap=uids=0");
    refuses("requires readonly", "--mount", "type=bind,dst=/x,src=/,bind-recursive=readonly");
    refuses("duplicate mount destination", "-v", host + ":/x", "--tmpfs", "/x");
    refuses("must be an absolute path", "-v", host + ":x");
    refuses("must not be \"/\"", "-v", host + ":/");
    refuses("no file fits the pattern", "--mount", "type=glob,src=" + host + "/no*,dst=/x");
    refuses("must set source and destination", "--mount", "type=image,dst=/x");
    refuses("nothing is the source", "--mount", "type=ramfs,src=/x,dst=/x");
    refuses("unknown option \"uid=5\"", "--mount", "type=ramfs,uid=5,dst=/x");
  }

  @Test
  void mountsOtherTypes() throws IOException {
    assertThat(sh(List.of("--mount", "type=ramfs,dst=/x"), "grep ' /x ' /proc/mounts"))
        .startsWith("ramfs /x ramfs");
    assertThat(
            sh(
                List.of("--mount", "type=devpts,dst=/x,uid=0,gid=5,mode=620,max=7"),
                "grep ' /x ' /proc/mounts"))
        .startsWith("devpts /x devpts")
        .contains("mode=620")
        .contains("max=7");
    Files.writeString(host.resolve("more"), "m");
    Files.writeString(host.resolve(".hidden"), "h");
    Files.writeString(host.resolve("other"), "o");
    String glob = "type=glob,src=" + host + "/[fm]*,ro,dst=/x";
    assertThat(sh(List.of("--mount", glob), "ls -A /x; cat /x/file"))
        .isEqualTo("file\nmore\nof the host");
    assertThat(
            sh(
                List.of("--mount", "type=bind,source=" + host + ",destination=/x,readonly=true"),
                "touch /x/y || echo read-only"))
        .isEqualTo("read-only");
    assertThat(
            sh(
                List.of("--mount", "type=tmpfs,dst=/x,tmpfs-size=1m,tmpfs-mode=700"),
                "stat -c %a /x; grep ' /x ' /proc/mounts"))
        .startsWith("700")
        .contains("size=1024k");
    assertThat(sh(List.of("--mount", "type=volume,src=vol,dst=/var/data"), "cat /var/data/seed"))
        .isEqualTo("from the image");
  }

  @Test
  void takesTheVolumesOfOthers() {
    kapok
        .run("create", "--name", "a", "-v", "vol:/v", "-v", host + ":/h:ro", "-v", "/anon", BB)
        .ok();
    assertThat(sh(List.of("--volumes-from", "a"), "echo x > /v/f; touch /anon/g; cat /h/file"))
        .isEqualTo("of the host");
    assertThat(sh(List.of("--volumes-from", "a"), "touch /h/no || cat /v/f; ls /anon"))
        .isEqualTo("x\ng");
    run(List.of("--volumes-from", "a:ro,z"), "touch /v/no").exits(1);
    assertThat(sh(List.of("--volumes-from", "a", "-v", "/v"), "ls /v")).isEmpty();
    refuses("no such container", "--volumes-from", "nosuch");
    refuses("unknown option", "--volumes-from", "a:exec");
    refuses("only one of", "--volumes-from", "a:ro,rw");
    kapok.run("rm", "-v", "a").ok();
    assertThat(kapok.run("volume", "ls", "-q").ok().out()).isEqualTo("vol");
  }

  @Test
  void anImagesVolumesBecomeWhatIsAsked() {
    kapok.run("run", "--name", "c", "--network=none", BB, "sh", "-c", "echo in > /var/data/x").ok();
    kapok.run("commit", "-q", "--change", "VOLUME /var/data", "c", "localhost/v").ok();
    String script = "ls /var/data; grep -c ' /var/data ' /proc/mounts; true";
    String[] words = {"run", "--rm", "--network=none", "", "localhost/v", "sh", "-c", script};
    words[3] = "--image-volume=ignore";
    assertThat(kapok.run(words).ok().lines()).containsExactly("seed", "x", "0");
    words[3] = "--image-volume=tmpfs";
    assertThat(kapok.run(words).ok().lines()).endsWith("1");
    words[3] = "--image-volume=bind";
    assertThat(kapok.run(words).ok().lines()).containsExactly("seed", "x", "1");
    words[3] = "--image-volume=other";
    kapok.run(words).exits(125).complains("invalid image-volume type");
    assertThat(kapok.run("volume", "ls", "-q").ok().out()).isEmpty();
  }

  @Test
  void mountsThatShadowEachOtherAreOrderedByDepth() {
    assertThat(
            sh(
                List.of("-v", "vol:/x/y/z", "--tmpfs", "/x/y", "-v", host + ":/x"),
                "cat /x/file; touch /x/y/z/f; grep -c ' /x' /proc/mounts"))
        .isEqualTo("of the host\n3");
    Shell.run("rm", "-r", host + "/y").ok();
  }

  @Test
  void targetsNeverLeadOutsideTheRoot() throws IOException {
    Path outside = Files.createDirectory(kapok.folder().resolve("outside"));
    Shell.run("chown", identity.uid() + "", outside.toString()).ok();
    String links =
        "ln -s "
            + outside
            + " /link && ln -s /../../../../.."
            + outside
            + " /up"
            + " && ln -s loop /loop";
    kapok.run("run", "--name", "c", "--network=none", BB, "sh", "-c", links).ok();
    kapok.run("commit", "-q", "c", "localhost/links").ok();
    for (String target : List.of("/link/new", "/up/new", "/link", "/link/../../new")) {
      for (String source : List.of("vol", host.toString())) {
        kapok
            .run(
                "run",
                "--rm",
                "--network=none",
                "-v",
                source + ":" + target,
                "localhost/links",
                "true")
            .ok();
      }
      kapok.run("run", "--rm", "--network=none", "--tmpfs", target, "localhost/links", "true").ok();
      assertThat(outside).isEmptyDirectory();
    }
    kapok
        .run("run", "--rm", "--network=none", "-v", "vol:/loop/x", "localhost/links", "true")
        .exits(126);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aSourceThatGoesBetweenCreateAndStartIsNamed() {
    kapok.run("create", "--name", "c", "-v", host + ":/x", BB, "true").ok();
    Shell.run("rm", "-r", host.toString()).ok();
    kapok.run("start", "c").exits(125).complains("stat " + host + ": no such file or directory");
  }

  private String mount(String options, String script) {
    return sh(List.of("--mount", options), script);
  }

  @Test
  void showsPartsOfVolumes() {
    sh(
        List.of("-v", "vol:/x"),
        "mkdir -p /x/a/b; echo deep > /x/a/b/f; ln -s /a/b /x/abs; ln -s ../../../etc /x/out");
    assertThat(mount("type=volume,src=vol,dst=/y,volume-subpath=a/b", "cat /y/f; echo 1 > /y/g"))
        .isEqualTo("deep");
    assertThat(
            mount("type=volume,src=vol,dst=/y,subpath=abs,ro", "ls /y; ! touch /y/h 2> /dev/null"))
        .isEqualTo("f\ng");
    assertThat(mount("type=volume,src=vol,dst=/y,subpath=a/b/f", "cat /y")).isEqualTo("deep");
    for (String none : List.of("out", "none", "a/b/f/x")) {
      run(List.of("--mount", "type=volume,src=vol,dst=/y,subpath=" + none), "true")
          .exits(125)
          .complains("subpath " + none);
    }
    kapok
        .run("create", "--name", "c", "--mount", "type=volume,src=vol,dst=/y,subpath=a", BB, "true")
        .ok();
    kapok.run("cp", host + "/file", "c:/y/b/copied").ok();
    assertThat(sh(List.of("-v", "vol:/x"), "cat /x/a/b/copied")).isEqualTo("of the host");
  }

  @Test
  void makesVolumesAsAsked() {
    String asked = "type=volume,src=made,dst=/x,volume-label=a=b,volume-driver=local";
    String memory = ",volume-opt=type=tmpfs,volume-opt=device=tmpfs,volume-opt=o=size=1m";
    assertThat(mount(asked + memory, "grep ' /x ' /proc/mounts")).startsWith("tmpfs /x tmpfs");
    assertThat(mount(asked + memory, "grep ' /x ' /proc/mounts")).contains("size=1024k");
    assertThat(
            kapok
                .run("volume", "inspect", "--format", "{{.Labels.a}} {{.Options.o}}", "made")
                .ok()
                .out())
        .isEqualTo("b size=1m");
    run(List.of("--mount", asked + ",volume-label=a=c"), "true")
        .exits(125)
        .complains("exists without the label a=c");
    run(List.of("--mount", "type=volume,src=odd,dst=/x,volume-opt=foo=bar"), "true")
        .exits(125)
        .complains("invalid mount option foo");
    kapok.run("volume", "exists", "odd").exits(1);
  }

  @Test
  void makesTheFolderThatIsBoundWhereAsked() {
    String bound = "type=bind,src=" + host + "/new/folder,dst=/x";
    run(List.of("--mount", bound), "true").exits(125).complains("no such file or directory");
    assertThat(mount(bound + ",bind-create-src", "touch /x/f; ls /x")).isEqualTo("f");
    assertThat(host.resolve("new/folder/f")).exists();
    Shell.run("rm", "-rf", host.toString()).ok();
  }

  @Test
  void isReadOnlyBeneathWhereAsked() {
    if (identity != Identity.ROOT) {
      return; // "volume mount" has to be within "unshare" there, where no test is
    }
    kapok.run("volume", "create", "--opt", "type=tmpfs", "--opt", "device=tmpfs", "inner").ok();
    String inner = kapok.run("volume", "mount", "inner").ok().out();
    String outer = inner.substring(0, inner.lastIndexOf('/'));
    String bound = "type=bind,src=" + outer + ",dst=/x,ro";
    assertThat(mount(bound, "touch /x/_data/f; ls /x/_data")).isEqualTo("f");
    mount(bound + ",bind-recursive=readonly", "! touch /x/_data/g 2> /dev/null");
    kapok.run("volume", "unmount", "inner").ok();
  }

  @Test
  void ownersAreThoseOnTheDiskWhereAsked() throws IOException {
    List<String> shifted = List.of("--uidmap=0:100000:5000", "--gidmap=0:200000:5000");
    List<String> options = new ArrayList<>(shifted);
    options.addAll(List.of("-v", host + ":/x:idmap"));
    if (identity != Identity.ROOT) {
      run(List.of("--userns=nomap", "-v", host + ":/x:idmap"), "true")
          .exits(125)
          .complains("for root alone");
      return;
    }
    assertThat(sh(options, "stat -c %u:%g /x/file; touch /x/new; chown 5:6 /x/new"))
        .isEqualTo("0:0");
    assertThat(Files.getAttribute(host.resolve("new"), "unix:uid")).isEqualTo(5);
    assertThat(
            sh(
                List.of("-v", host + ":/x:idmap=uids=0-7-1#5-9-1;gids=0-8-1#6-6-1"),
                "stat -c %u:%g /x/*"))
        .isEqualTo("7:8\n9:6");
    List<String> volume = new ArrayList<>(shifted);
    volume.addAll(List.of("-v", "vol:/etc:idmap"));
    assertThat(sh(volume, "stat -c %u:%g /etc /etc/passwd; touch /etc/made")).isEqualTo("0:0\n0:0");
    assertThat(sh(List.of("-v", "vol:/x"), "stat -c %u:%g /x /x/passwd /x/made"))
        .isEqualTo("0:0\n0:0\n0:0");
    options.set(options.size() - 1, host + ":/x:idmap,O");
    assertThat(sh(options, "stat -c %u:%g /x/file; touch /x/over; ls /x"))
        .isEqualTo("0:0\nfile\nnew\nover");
    assertThat(host.resolve("over")).doesNotExist();
  }
}
