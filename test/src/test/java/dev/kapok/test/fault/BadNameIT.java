package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.StoreState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Names that are none, and names of what is not there: the error says which, with podman's code.
 */
class BadNameIT extends EngineTest {
  private static final String LONG = "a".repeat(300);
  private static final String TOO_LONG = "a".repeat(5000);

  @Test
  void containersCannotHaveSuchNames() {
    kapok.run("create", "--name", "good", BB, "true").ok();
    for (String name :
        List.of("../x", "a/b", ".", "..", "-x", "a b", "a\nb", "ünïcode", "a\u001bb")) {
      kapok.run("create", "--name=" + name, BB, "true").exits(125).complains("names must match");
      kapok.run("rename", "good", "--", name).exits(125).complains("names must match");
    }
    kapok.run("run", "--name", "../x", BB, "true").exits(125).complains("names must match");
    kapok.run("rename", "good", "").exits(125).complains("names must match");
    for (String name : List.of(LONG, TOO_LONG)) {
      kapok.run("create", "--name", name, BB, "true").exits(125).complains("255");
      kapok.run("rename", "good", name).exits(125).complains("255");
    }
    assertThat(kapok.run("ps", "-a", "--format", "{{.Names}}").ok().out()).isEqualTo("good");
    assertThat(kapok.runRoot().resolve("x")).doesNotExist();
  }

  @Test
  void longestNameWorks() {
    String name = "a".repeat(255);
    assertThat(
            kapok
                .run("run", "--rm", "--network=none", "--name", name, BB, "echo", "ran")
                .ok()
                .out())
        .isEqualTo("ran");
  }

  @Test
  void emptyNameIsNoNameAsInPodman() {
    kapok.run("create", "--name", "", BB, "true").ok();
    assertThat(kapok.run("ps", "-a", "--format", "{{.Names}}").ok().out()).isNotEmpty();
  }

  @Test
  void containersThatAreNotThereAreNamed() {
    for (String name : List.of("../x", "nosuch", "", TOO_LONG, "ünïcode")) {
      for (String command : List.of("start", "stop", "kill", "wait", "logs", "top", "port")) {
        kapok.run(command, name).exits(125).complains("no such container");
      }
      kapok.run("rm", name).exits(1).complains("no such container");
      kapok.run("rename", name, "y").exits(125).complains("no such container");
      kapok.run("exec", name, "true").exits(125).complains("no such container");
      kapok.run("inspect", name).exits(125).complains("\"" + name + "\"");
    }
  }

  @Test
  void imagesCannotHaveSuchNames() {
    List<String> names =
        List.of(
            "../x",
            "UPPER",
            "ünïcode",
            "a//b",
            "a:b:c",
            TOO_LONG,
            "localhost/b:" + LONG,
            "a@sha256:12",
            "localhost/a@",
            "localhost/",
            "localhost:x/y",
            "docker://");
    // What a reference is doesn't depend on the user.
    for (String name : identity == Identity.ROOT ? names : names.subList(0, 2)) {
      kapok.run("pull", name).exits(125).complains("invalid reference format");
      kapok.run("tag", BB, name).exits(125).complains("invalid reference format");
      kapok.run("rmi", name).exits(1).complains("image not known");
      kapok.run("image", "inspect", name).exits(125).complains("image not known");
    }
    kapok.run("run", "../x").exits(125).complains("invalid reference format");
    kapok.run("create", "UPPER").exits(125).complains("invalid reference format");
    assertThat(kapok.run("images", "-aq").ok().lines()).hasSize(1);
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
    assertThat(StoreState.unfinished(kapok)).isEmpty();
  }

  @Test
  void emptyImageNameIsSaidToBeEmpty() {
    for (String command : List.of("run", "create", "pull")) {
      kapok.run(command, "").exits(125).complains("is empty");
    }
    kapok.run("tag", BB, "").exits(125).complains("is empty");
  }

  @Test
  void imagesThatAreNotThereAreNamed() {
    for (String command : List.of("run", "create")) {
      kapok
          .run(command, "--pull=never", "localhost/nosuch")
          .exits(125)
          .complains("localhost/nosuch");
    }
    kapok.run("pull", "127.0.0.1:1/nosuch").exits(125).complains("127.0.0.1:1/nosuch");
    kapok.run("tag", "nosuch", "x").exits(125).complains("nosuch: image not known");
    kapok.run("rmi", "nosuch").exits(1).complains("nosuch: image not known");
    kapok.run("image", "inspect", "nosuch").exits(125).complains("nosuch: image not known");
  }

  @Test
  void archivesThatAreNotThereAreNamed() throws IOException {
    kapok.run("load", "-i", "/nonexistent/x.tar").exits(125).complains("/nonexistent/x.tar");
    for (String transport : List.of("docker-archive:", "oci-archive:", "oci:", "dir:")) {
      kapok.run("pull", transport).exits(125).complains("no path is given");
      kapok.run("pull", transport + "/nonexistent").exits(125).complains("/nonexistent");
    }
    Path folder = Files.createDirectory(kapok.folder().resolve("unreadable"));
    Files.writeString(folder.resolve("manifest.json"), "{");
    kapok.run("load", "-i", folder.toString()).exits(125).complains("unreadable");
    assertThat(kapok.run("images", "-aq").ok().lines()).hasSize(1);
  }
}
