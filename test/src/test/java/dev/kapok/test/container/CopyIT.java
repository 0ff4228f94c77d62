package dev.kapok.test.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** {@code cp} between the host, containers and streams, as podman-cp(1) describes it. */
class CopyIT extends EngineTest {
  private static final String SETUP =
      "mkdir -p /d/sub; echo in > /d/f; echo deep > /d/sub/g; ln -s /d/f /abs; ln -s d /rel;"
          + " ln -s ../../../../../../../../../../../../../etc /esc; ln -s /d/made /dangling;"
          + " chown -R 1000:1001 /d; chmod 750 /d/sub; touch -d @1000000000 /d/f";

  private Path work = Path.of("/nonexistent");

  @BeforeEach
  void makeFiles() {
    work = kapok.folder().resolve("work");
    host(
        "mkdir -p dir/sub; echo 1 > file; echo 2 > dir/a; echo 3 > dir/sub/b; ln -s file lfile;"
            + " ln -s dir ldir; chmod 640 dir/a; touch -d @1100000000 dir/a; ln dir/a dir/hard");
  }

  /** Runs a script in the working folder as the user of the test. */
  private Result host(String script) {
    String inside = "mkdir -p " + work + " && cd " + work + " && { " + script + "; }";
    return identity == Identity.ROOT
        ? Shell.run("sh", "-c", inside).ok()
        : Shell.run(
                "setpriv",
                "--reuid=kapok-test",
                "--regid=kapok-test",
                "--init-groups",
                "sh",
                "-c",
                inside)
            .ok();
  }

  private String at(String path) {
    return work + "/" + path;
  }

  private Result cp(String from, String to) {
    return kapok.run("cp", from, to);
  }

  private void stopped(String name) {
    kapok.run("run", "--network=none", "--name", name, BB, "sh", "-c", SETUP).ok();
  }

  private void running(String name, String... options) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("run", "-d", "--network=none", "--name", name));
    words.addAll(List.of(options));
    words.addAll(List.of(BB, "sh", "-c", SETUP + "; touch /ready; sleep 1000"));
    kapok.run(words.toArray(new String[0])).ok();
    kapok
        .run(
            "exec",
            name,
            "sh",
            "-c",
            "i=0; while [ ! -e /ready ] && [ $i -lt 600 ]; do i=$((i+1)); sleep 0.05; done; ls /ready")
        .ok();
  }

  private String in(String container, String script) {
    return kapok.run("exec", container, "sh", "-c", script).ok().out();
  }

  @Test
  void pathRulesAreThoseOfTheManual() {
    running("c");
    cp(at("file"), "c:/new").ok();
    cp(at("file"), "c:/d").ok();
    cp(at("dir"), "c:/n1").ok();
    cp(at("dir/."), "c:/n2").ok();
    cp(at("dir/"), "c:/d").ok();
    cp(at("dir/."), "c:/d").ok();
    cp(at("lfile"), "c:/d").ok();
    cp(at("ldir"), "c:/n3").ok();
    cp(at("file"), "c:/dangling").ok();
    assertThat(in("c", "cat /new /d/file /n1/a /n2/sub/b /d/dir/a /d/a /d/lfile /n3/a /d/made"))
        .isEqualTo("1\n1\n2\n3\n2\n2\n1\n2\n1");
    assertThat(in("c", "[ ! -L /d/lfile ] && [ -L /dangling ] && stat -c '%a %Y %h' /n1/a"))
        .isEqualTo("640 1100000000 2");
    cp(at("file"), "c:/none/x")
        .exits(125)
        .complains("\"/none/x\" could not be found on container c");
    cp(at("file"), "c:/x/").exits(125).complains("\"/x/\" could not be found on container c");
    cp(at("dir"), "c:/d/f").exits(125).complains("destination must be a directory when copying");
    cp(at("none"), "c:/").exits(125).complains("could not be found on the host: no such file");
    cp("nosuch:/x", at("y")).exits(125).complains("container \"nosuch\" does not exist");
    cp("c:/nope", at("y")).exits(125).complains("\"/nope\" could not be found on container c");
    cp("c:/d", at("file")).exits(125).complains("destination must be a directory when copying");
    cp("c:/d/f", at("none/x")).exits(125).complains("could not be found on the host");
    cp("c:", "x").exits(125).complains("you must specify paths");
    cp("c:/d/f", "/dev/null").exits(125).complains("must be a directory or a regular file");
  }

  @Test
  void comesOutOfStoppedAndRunningContainersAlike() throws IOException {
    stopped("s");
    running("r");
    for (String name : List.of("s", "r")) {
      host("mkdir -p " + name + "/there");
      cp(name + ":/d/f", at(name + "/f")).ok();
      cp(name + ":/d", at(name + "/there")).ok();
      cp(name + ":/d", at(name + "/new")).ok();
      cp(name + ":/d/.", at(name + "/there")).ok();
      cp(name + ":/abs", at(name)).ok();
      cp(name + ":/rel/sub", at(name + "/sub")).ok();
      for (String file : List.of("f", "there/d/f", "new/f", "there/f")) {
        assertThat(work.resolve(name + "/" + file)).hasContent("in\n");
      }
      assertThat(work.resolve(name + "/new/sub/g")).hasContent("deep\n");
      assertThat(work.resolve(name + "/sub/g")).hasContent("deep\n");
      String facts = "stat -c '%a %U %Y' " + name + "/f " + name + "/sub";
      assertThat(host(facts).out())
          .startsWith("644 " + owner() + " 1000000000\n750 " + owner() + " ");
    }
    assertThat(Files.exists(work.resolve("s/there/d/d"))).isFalse();
  }

  private String owner() {
    return identity == Identity.ROOT ? "root" : "kapok-test";
  }

  @Test
  void stoppedContainersHaveWhatWasCopiedWhenTheyStart() {
    kapok.run("create", "--name", "c", "--network=none", BB, "sh", "-c", "cat /x /n/a").ok();
    cp(at("file"), "c:/x").ok();
    cp(at("dir"), "c:/n").ok();
    assertThat(kapok.run("start", "-a", "c").ok().out()).isEqualTo("1\n2");
  }

  @Test
  void filesBecomeTheUsersUnlessOwnersAreKept() {
    kapok.run("run", "-d", "--network=none", "--name", "c", "--user=5:6", BB, "sleep", "1000").ok();
    cp(at("file"), "c:/tmp/mine").ok();
    kapok.run("cp", "--archive=false", at("file"), "c:/tmp/theirs").ok();
    kapok.run("container", "cp", "-a", at("dir"), "c:/tmp/folder").ok();
    assertThat(in("c", "cd /tmp; stat -c %u:%g mine theirs folder folder/sub/b"))
        .isEqualTo("5:6\n0:0\n5:6\n5:6");
  }

  @Test
  void relativePathsBeginAtTheWorkingDirectory() {
    running("c", "--workdir=/tmp");
    cp(at("file"), "c:rel").ok();
    assertThat(in("c", "cat /tmp/rel")).isEqualTo("1");
    cp("c:rel", at("back")).ok();
    assertThat(work.resolve("back")).hasContent("1\n");
  }

  @Test
  void copiesBetweenContainers() {
    stopped("s");
    running("r");
    cp("s:/d", "r:/from").ok();
    cp("r:/from/sub/.", "s:/back").ok();
    cp("r:/d", "r:/d/sub").ok();
    assertThat(in("r", "stat -c %u /from/f; cat /from/sub/g /d/sub/d/f; ls /d/sub/d/sub"))
        .isEqualTo("0\ndeep\nin\ng");
    cp("s:/back", at("b")).ok();
    assertThat(work.resolve("b/g")).hasContent("deep\n");
  }

  @Test
  void streamsAreTars() {
    running("c");
    host("tar cf t.tar dir; tar czf t.tgz dir/sub; echo rubbish > t.txt; mkdir out");
    into("t.tar", "c:/tmp").ok();
    into("t.tgz", "c:/d").ok();
    assertThat(in("c", "cat /tmp/dir/a /d/dir/sub/b")).isEqualTo("2\n3");
    into("t.txt", "c:/d").exits(125).complains("must be a (compressed) tar archive");
    into("t.tar", "c:/d/f").exits(125).complains("must be a directory when copying from stdin");
    into("t.tar", "c:/none").exits(125).complains("must be a directory when copying from stdin");
    assertThat(out("c:/d/sub")).contains("d sub/", "- sub/g").contains("1000/1001");
    assertThat(out("c:/d/f")).contains("- f").doesNotContain("d/");
    assertThat(out("c:/d/sub/.")).contains("- g").doesNotContain("sub");
    assertThat(out("c:/")).contains("etc/passwd").doesNotContain("proc/", "sys/");
  }

  @Test
  void ownersAreThoseOfTheContainersOwnNamespace() {
    host("tar --owner=7 --group=8 -cf t7.tar file");
    String[] options =
        identity == Identity.ROOT
            ? new String[] {"--uidmap=0:100000:5000", "--gidmap=0:200000:5000", "-v", "vol:/v"}
            : new String[] {"--userns=nomap", "-v", "vol:/v"};
    running("c", options);
    in("c", "mkdir /tarred");
    for (int i = 0; i < 2; i++) {
      cp(at("file"), "c:/own").ok();
      cp(at("file"), "c:/v/own").ok();
      String keeping = quoted("cp", "--archive=false", "-", "c:/tarred");
      Shell.run("sh", "-c", keeping + " < " + at("t7.tar")).ok();
      cp("c:/d/f", at("out")).ok();
      assertThat(host("stat -c %u out").out()).isEqualTo("" + identity.uid());
      assertThat(out("c:/d/sub")).contains("1000/1001");
      assertThat(out("c:/own") + out("c:/v/own")).contains("0/0").doesNotContain("00/");
      assertThat(out("c:/tarred")).contains("7/8");
      kapok.run(i == 0 ? "stop" : "start", "c").ok();
    }
    assertThat(in("c", "stat -c %u:%g /own /v/own /tarred/file")).isEqualTo("0:0\n0:0\n7:8");
  }

  private Result into(String file, String place) {
    return Shell.run("sh", "-c", quoted("cp", "-", place) + " < " + at(file));
  }

  private String out(String place) {
    String list = " | tar tvf - | sed -E 's/^(.)[^ ]* +([^ ]+) .* ([^ ]+)$/\\1 \\3 \\2/'";
    return Shell.run("sh", "-c", quoted("cp", place, "-") + list).ok().out();
  }

  private String quoted(String... words) {
    StringBuilder line = new StringBuilder();
    for (String word : kapok.argv(List.of(), words)) {
      line.append('\'').append(word).append("' ");
    }
    return line.toString();
  }

  @Test
  void volumesAndBindMountsAreReachedInRunningAndStoppedContainers() throws IOException {
    host("mkdir bind; echo b > bind/b; mkdir ro; echo one > one");
    String[] options = {
      "-v",
      "vol:/data",
      "-v",
      at("bind") + ":/mnt/bind",
      "-v",
      at("ro") + ":/ro:ro",
      "-v",
      at("one") + ":/one"
    };
    running("r", options);
    List<String> words = new ArrayList<>(List.of("create", "--name", "s"));
    words.addAll(List.of(options));
    words.addAll(List.of(BB, "true"));
    kapok.run(words.toArray(new String[0])).ok();
    for (String name : List.of("r", "s")) {
      cp(at("file"), name + ":/data/" + name).ok();
      cp(at("file"), name + ":/mnt/bind/" + name).ok();
      cp(name + ":/mnt/bind/b", at(name + "-b")).ok();
      cp(name + ":/mnt/bind", at(name + "-bind")).ok();
      cp(name + ":/one", at(name + "-one")).ok();
      cp(at("file"), name + ":/ro/x").exits(125).complains("ead-only");
      assertThat(work.resolve("bind/" + name)).hasContent("1\n");
      assertThat(work.resolve(name + "-b")).hasContent("b\n");
      assertThat(work.resolve(name + "-bind/b")).hasContent("b\n");
      assertThat(work.resolve(name + "-one")).hasContent("one\n");
    }
    assertThat(Files.exists(work.resolve("ro/x"))).isFalse();
    assertThat(in("r", "ls /data")).isEqualTo("r\ns");
  }

  @Test
  void linksLeadNowhereOutside() throws IOException {
    stopped("s");
    running("r");
    host("echo host > victim; mkdir dest dest/x; mkdir lib; echo l > lib/new");
    for (String name : List.of("s", "r")) {
      cp(name + ":/esc/passwd", at(name + "-passwd")).ok();
      assertThat(Files.readString(work.resolve(name + "-passwd"))).doesNotContain("kapok-test");
      cp(name + ":/../../../etc/passwd", at(name + "-p2")).ok();
      assertThat(Files.readString(work.resolve(name + "-p2"))).doesNotContain("kapok-test");
      cp(at("file"), name + ":/esc/made-by-cp").ok();
      assertThat(Files.exists(Path.of("/etc/made-by-cp"))).isFalse();
    }
    // A first copy brings a link to the host's files, a second one has a folder of its name.
    in("r", "mkdir /evil; ln -s " + at("dest/x") + " /evil/l");
    cp("r:/evil/.", at("dest")).ok();
    in("r", "rm /evil/l; mkdir /evil/l; echo bad > /evil/l/bad");
    cp("r:/evil/.", at("dest")).exits(125).complains("--overwrite");
    assertThat(Files.exists(work.resolve("dest/x/bad"))).isFalse();
  }

  @Test
  void linkThatIsSwappedMeanwhileLeadsNowhereOutside() throws IOException {
    host("mkdir secret; echo secret > secret/f; mkdir got");
    running("r");
    in(
        "r",
        "mkdir -p /race/real; echo fine > /race/real/f; (while :; do ln -sfn "
            + at("secret")
            + " /race/l; mv -T /race/real /race/w 2>/dev/null; ln -sfn "
            + at("secret")
            + " /race/real; rm /race/real; mv -T /race/w /race/real; done) >/dev/null 2>&1 &");
    for (int i = 0; i < 6; i++) {
      cp("r:/race/real", at("got/" + i));
      cp("r:/race/real/f", at("got/f" + i));
      cp(at("file"), "r:/race/real/in");
    }
    assertThat(host("grep -r secret got || true").out()).isEmpty();
    assertThat(Files.exists(work.resolve("secret/in"))).isFalse();
  }

  @Test
  void devicesStayInside() {
    running("c");
    host("mkdir got");
    in("c", "mkdir /dv; mkfifo /dv/pipe; echo x > /dv/f");
    cp("c:/dv", at("got")).ok();
    assertThat(host("ls got/dv").out()).isEqualTo("f\npipe");
    cp("c:/dev/.", at("got/dev")).ok();
    assertThat(host("find got/dev -type c -o -type b").out()).isEmpty();
    assertThat(Files.isSymbolicLink(work.resolve("got/dev/stdin"))).isTrue();
  }

  @Test
  void rightsOfOthersAreNotGivenToTheCallersFiles() {
    running("c");
    in(
        "c",
        "echo x > /theirs; chown 1000 /theirs; chmod 4755 /theirs; cp /theirs /own;"
            + " chmod 4755 /own");
    cp("c:/theirs", at("theirs")).ok();
    cp("c:/own", at("own")).ok();
    assertThat(host("stat -c %a theirs own").out()).isEqualTo("755\n4755");
  }

  private String[] shifted() {
    return identity == Identity.ROOT
        ? new String[] {"--uidmap=0:100000:5000", "--gidmap=0:200000:5000"}
        : new String[] {"--userns=nomap"};
  }

  @Test
  void rightsOfANamespacesRootAreNotGivenToTheCallersFiles() {
    running("c", shifted());
    in(
        "c",
        "echo x > /own; chmod 6755 /own; echo y > /theirs; chown 7:8 /theirs; chmod 4755 /theirs");
    for (int i = 0; i < 2; i++) {
      cp("c:/own", at("own")).ok();
      cp("c:/theirs", at("theirs")).ok();
      cp("c:/own", "c:/again").ok();
      assertThat(host("stat -c %a:%u own theirs").out())
          .isEqualTo("755:" + identity.uid() + "\n755:" + identity.uid());
      kapok.run(i == 0 ? "stop" : "start", "c").ok();
    }
    assertThat(in("c", "stat -c %a:%u /again")).isEqualTo("6755:0");
  }

  @Test
  void whatBelongsToNobodyInsideIsCopiedAsNobodys() {
    assumeTrue(identity == Identity.ROOT, "all ids that a user has are mapped");
    host("mkdir bind; echo x > bind/roots; chmod 4755 bind/roots");
    List<String> options = new ArrayList<>(List.of(shifted()));
    options.add("-v=" + at("bind") + ":/b");
    running("c", options.toArray(new String[0]));
    assertThat(in("c", "stat -c %u:%g /b/roots")).isEqualTo("65534:65534");
    for (int i = 0; i < 2; i++) {
      assertThat(out("c:/b/roots")).contains("65534/65534");
      kapok
          .run("cp", "--archive=false", "c:/b/roots", "c:/copy")
          .exits(125)
          .complains("65534:65534 is not among");
      kapok.run(i == 0 ? "stop" : "start", "c").ok();
    }
  }

  @Test
  void accessListsNameThoseWhomTheContainerSees() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setfacl")), "there is no setfacl");
    assumeTrue(identity == Identity.ROOT, "a user can name nobody but himself");
    host("setfacl -m u:7:r,g:8:w file");
    running("c", shifted());
    running("plain");
    cp(at("file"), "c:/listed").ok();
    assertThat(list("c")).contains("user:100007:r--", "group:200008:-w-");
    cp("c:/listed", "plain:/listed").ok();
    assertThat(list("plain")).contains("user:7:r--", "group:8:-w-");
    host("setfacl -m u:6000:r file");
    cp(at("file"), "c:/more").exits(125).complains("names user 6000");
  }

  private List<String> list(String container) {
    String pid = kapok.run("inspect", "-f", "{{.State.Pid}}", container).ok().out();
    return Shell.run("getfacl", "-np", "/proc/" + pid + "/root/listed").ok().lines();
  }

  @Test
  void oddNamesStayAsTheyAre() {
    String longest = "n".repeat(255);
    String make =
        "mkdir /odd; cd /odd; echo 1 > \"$(printf 'a\\nb')\"; echo 2 > "
            + longest
            + "; echo 3 > \"$(printf 'bad\\377\\200')\"; echo 4 > ' -rf *'; echo 5 > \"$(printf '\\033[2J')\"";
    running("c");
    in("c", make);
    String list =
        "export LC_ALL=C; cd odd && for f in *; do printf %s \"$f\" | od -An -tx1 | tr -d ' \\n'; cat \"$f\"; done";
    cp("c:/odd", at("odd")).ok();
    String expected = in("c", "cd /; " + list);
    assertThat(expected.lines()).hasSize(5);
    assertThat(host(list).out()).isEqualTo(expected);
    in("c", "rm -r /odd");
    cp(at("odd"), "c:/").ok();
    assertThat(in("c", "cd /; " + list)).isEqualTo(expected);
    Shell.run("sh", "-c", quoted("cp", "c:/odd", "-") + "|" + quoted("cp", "-", "c:/d")).ok();
    assertThat(in("c", "cd /d; " + list)).isEqualTo(expected);
  }

  @Test
  void foldersGiveWayOnlyIfTold() {
    running("c");
    host("mkdir -p over/f; echo x > sub");
    cp(at("over/."), "c:/d").exits(125).complains("--overwrite");
    assertThat(in("c", "cat /d/f")).isEqualTo("in");
    kapok.run("cp", "--overwrite", at("over/."), "c:/d").ok();
    assertThat(in("c", "ls -d /d/f/")).isEqualTo("/d/f/");
    kapok.run("cp", "--pause=false", "--extract", at("file"), "c:/p").ok();
  }
}
