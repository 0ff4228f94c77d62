package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Copying images between the stores of two users of this host. */
class ScpIT extends EngineTest {
  private static final String USER = Identity.USER_NAME + "@localhost::";

  /** Runs the command as the unprivileged user in the store that it has by default. */
  private static Result asUser(String... words) {
    List<String> argv = new ArrayList<>(Identity.USER.prefix(List.of()));
    argv.add(Kapok.PREFIX.toAbsolutePath().resolve("bin/kapok").toString());
    argv.addAll(List.of(words));
    return Shell.run(argv, "");
  }

  @Test
  void rootCopiesToAUserAndBack() throws IOException {
    assumeTrue(identity == Identity.ROOT, "only root works as others without a password");
    assumeTrue(Identity.USER.missing() == null, "there is no unprivileged user");
    Path home = Path.of(Shell.run("sh", "-c", "echo ~" + Identity.USER_NAME).ok().out());
    Path store = home.resolve(".local/share/kapok");
    Path run = Path.of("/tmp/kapok-run-" + Identity.USER.uid());
    List<Path> made = Stream.of(store, run).filter(Files::notExists).toList();
    // The user may work there: only what has this name is this test's.
    String name = "localhost/scp-it-" + ProcessHandle.current().pid() + ":1";
    try {
      kapok.run("tag", BB, name).ok();
      String id = kapok.run("images", "-q", "--no-trunc").ok().lines().getFirst();
      assertThat(kapok.run("image", "scp", name, USER).ok().out())
          .isEqualTo("Loaded image: " + name);
      assertThat(asUser("images", "-q", "--no-trunc", name).ok().out()).isEqualTo(id);
      second().run("image", "scp", "-q", USER + name).ok();
      assertThat(second().run("images", "-q", "--no-trunc").ok().out()).isEqualTo(id);
      second().run("image", "scp", USER + "nosuch").exits(125).complains("nosuch: image not known");
      kapok.run("untag", BB, name).ok();
      kapok.run("image", "scp", USER + name, "root@localhost::").ok();
      kapok.run("image", "exists", name).ok();
    } finally {
      asUser("rmi", name);
      remove(made, run.resolve("pause.pid"));
    }
  }

  /** Removes what was not there before; the keeper of the namespaces goes with its folder. */
  private static void remove(List<Path> folders, Path keeper) throws IOException {
    if (folders.contains(keeper.getParent()) && Files.exists(keeper)) {
      Shell.run("kill", "-9", Files.readString(keeper).strip().split(" ", 2)[0]);
    }
    for (Path folder : folders) {
      Shell.run("rm", "-rf", folder.toString()).ok();
    }
  }

  @Test
  void withoutRootSudoWorksForTheOther() throws IOException {
    assumeTrue(identity == Identity.USER, "root needs no sudo");
    // The program stands for sudo: it runs the rest in the second store instead of root's.
    Path bin = Files.createDirectory(kapok.folder().resolve("bin"));
    Path sudo = bin.resolve("sudo");
    Path said = kapok.folder().resolve("said");
    Files.writeString(
        sudo,
        "#!/bin/sh\necho \"$1 $2 $3 $4\" >> "
            + said
            + "\nshift 4; p=$1; shift\nexec \"$p\" --root="
            + second().root()
            + " --runroot="
            + second().runRoot()
            + " \"$@\"\n");
    Shell.run("chmod", "755", sudo.toString()).ok();
    Shell.run("chown", "-R", Integer.toString(identity.uid()), bin.toString()).ok();
    Shell.run("install", "-o", Integer.toString(identity.uid()), "/dev/null", said.toString()).ok();
    List<String> env = List.of("PATH=" + bin + ":" + System.getenv("PATH"));
    kapok.runWithEnv(env, "image", "scp", BB, "root@localhost::").ok();
    assertThat(Files.readString(said)).isEqualTo("-H -u root --\n");
    String id = kapok.run("images", "-q", "--no-trunc").ok().out();
    assertThat(second().run("images", "-q", "--no-trunc").ok().out()).isEqualTo(id);
    second().run("tag", BB, "localhost/new:1").ok();
    kapok.runWithEnv(env, "image", "scp", "root@localhost::localhost/new:1").ok();
    kapok.run("image", "exists", "localhost/new:1").ok();
  }

  @Test
  void whatCannotBeCopiedIsNamed() {
    kapok.run("image", "scp", BB).exits(125).complains("USER@localhost::");
    kapok.run("image", "scp", BB, "host::").exits(125).complains("ssh");
    kapok.run("image", "scp", "root@host::" + BB).exits(125).complains("not supported yet");
    kapok.run("image", "scp", BB, "nosuch@localhost::").exits(125).complains("no user nosuch");
    kapok.run("image", "scp", "root@localhost::").exits(125).complains("names no image");
    kapok.run("image", "scp", BB, "root@localhost::x").exits(125).complains("rename");
    kapok.run("image", "scp").exits(125).complains("accepts between 1 and 2");
  }
}
