package dev.kapok.test.fault;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Programs that are not installed: the error names them and the package that brings them. They are
 * hidden by a mount over their folders, in a mount namespace that only the command has.
 */
class MissingProgramIT extends EngineTest {
  private static final String HIDE =
      "mount -t overlay overlay -o \"lowerdir=$1:/usr/bin\" /usr/bin"
          + " && mount -t overlay overlay -o \"lowerdir=$1:/usr/sbin\" /usr/sbin"
          + " && shift && exec \"$@\"";

  private Path hidden = Path.of("/nonexistent");
  private Path runtimeDir = Path.of("/nonexistent");

  @BeforeEach
  void makeFolders() throws IOException {
    hidden = Files.createDirectory(kapok.folder().resolve("hidden"));
    runtimeDir = Files.createDirectory(kapok.folder().resolve("xdg"));
    Files.setAttribute(runtimeDir, "unix:uid", identity.uid());
    Shell.run("chmod", "700", runtimeDir.toString()).ok();
    Shell.run("chmod", "755", hidden.toString()).ok();
  }

  @AfterEach
  void endKeeper() throws IOException {
    Path keeper = runtimeDir.resolve("kapok/pause.pid");
    if (Files.exists(keeper)) {
      Shell.run("kill", "-9", Files.readString(keeper).strip().split(" ", 2)[0]);
    }
  }

  /** Runs the command where these programs are not there. */
  private Result without(List<String> programs, String... command) throws IOException {
    for (String program : programs) {
      // This is how overlay has a file of a lower folder vanish.
      Shell.run("mknod", hidden.resolve(program).toString(), "c", "0", "0").ok();
    }
    List<String> words = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", HIDE, "sh"));
    words.add(hidden.toString());
    words.addAll(new Kapok(identity, kapok.folder(), runtimeDir).argv(List.of(), command));
    Result result = Shell.run(words, "");
    endKeeper();
    for (String program : programs) {
      Files.delete(hidden.resolve(program));
    }
    return result;
  }

  private String[] run(String... options) {
    List<String> words = new ArrayList<>(List.of("run", "--rm"));
    words.addAll(List.of(options));
    words.addAll(List.of(BB, "true"));
    return words.toArray(new String[0]);
  }

  @Test
  void nothingMissingWorksInThisHarness() throws IOException {
    without(List.of(), run("--network=none")).ok();
  }

  @Test
  void monitor() throws IOException {
    without(List.of("conmon"), run("--network=none"))
        .exits(125)
        .complains("conmon")
        .complains("package conmon");
    // It was there when the container was started, and is not when a command joins it.
    kapok.run("run", "-d", "--name", "c", "--network=none", BB, "sleep", "1000").ok();
    if (identity == Identity.ROOT) {
      without(List.of("conmon"), "exec", "c", "true").exits(125).complains("package conmon");
    }
    kapok.run("exec", "c", "true").ok();
  }

  @Test
  void runtime() throws IOException {
    without(List.of("runc", "crun", "runsc"), run("--network=none"))
        .exits(125)
        .complains("package crun or runc");
    // What was found once may have gone since.
    kapok.run(run("--network=none")).ok();
    without(List.of("runc", "crun", "runsc"), run("--network=none"))
        .exits(125)
        .complains("package crun or runc");
    without(List.of("crun"), "--runtime=crun", "run", "--rm", "--network=none", BB, "true")
        .exits(125)
        .complains("crun")
        .complains("package");
    kapok.run(run("--network=none")).ok();
  }

  @Test
  void mapOfIds() throws IOException {
    if (identity == Identity.USER) {
      without(List.of("newuidmap"), run("--network=none"))
          .exits(125)
          .complains("newuidmap")
          .complains("package uidmap");
      without(List.of("newgidmap"), run("--network=none"))
          .exits(125)
          .complains("newgidmap")
          .complains("package uidmap");
    }
  }

  @Test
  void networks() throws IOException {
    List<String> pasta = List.of("pasta", "pasta.avx2", "passt", "passt.avx2");
    without(List.of("slirp4netns"), run("--network=slirp4netns"))
        .exits(125)
        .complains("slirp4netns")
        .complains("package slirp4netns");
    without(pasta, run("--network=pasta")).exits(125).complains("pasta").complains("package passt");
    List<String> both = new ArrayList<>(pasta);
    both.add("slirp4netns");
    kapok.run(run("--network=slirp4netns")).ok();
    if (identity == Identity.USER) {
      without(both, run()).exits(125).complains("package passt or slirp4netns");
    }
    without(both, run("--network=none")).ok();
  }

  @Test
  void bridges() throws IOException {
    if (identity == Identity.ROOT) {
      for (String program : List.of("nft", "ip")) {
        without(List.of(program), run())
            .exits(125)
            .complains("find " + program)
            .complains("packages iproute2, nftables and util-linux")
            .complains("--network=slirp4netns, host or none");
        kapok.run("rm", "-f", "-a").ok();
      }
      kapok.run(run()).ok();
    }
  }

  @Test
  void init() throws IOException {
    without(List.of("catatonit"), run("--network=none", "--init"))
        .exits(125)
        .complains("catatonit")
        .complains("package catatonit");
  }
}
