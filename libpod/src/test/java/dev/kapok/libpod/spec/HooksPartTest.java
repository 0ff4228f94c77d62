package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.MountConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HooksPartTest {
  @TempDir Path folder = Path.of("/");
  private final SpecFixture container = new SpecFixture();

  @BeforeEach
  void useTwoFolders() throws IOException {
    Files.createDirectory(folder.resolve("low"));
    Files.createDirectory(folder.resolve("high"));
    container.hooksDirs =
        List.of(
            folder.resolve("low").toString(),
            folder.resolve("missing").toString(),
            folder.resolve("high").toString());
  }

  private void hook(String file, String program, String when, String stages) throws IOException {
    Files.writeString(
        folder.resolve(file),
        "{\"version\": \"1.0.0\", \"hook\": {\"path\": \"/hooks/"
            + program
            + "\", \"args\": [\"x\"]}, \"when\": "
            + when
            + ", \"stages\": "
            + stages
            + "}");
  }

  private String hooks() {
    return String.valueOf(
        SpecFixture.at(
            container.with(
                new ProcessPart(),
                new AnnotationsPart(),
                new HooksPart(new NioFiles().smallFiles())),
            "hooks"));
  }

  @Test
  void writesNothingWithoutHooks() {
    assertThat(hooks()).isEqualTo("null");
  }

  @Test
  void ordersByFileNameAndLetsLaterFoldersWin() throws IOException {
    hook("low/b.json", "low-b", "{\"always\": true}", "[\"prestart\", \"poststop\"]");
    hook("low/a.json", "low-a", "{\"always\": true}", "[\"prestart\"]");
    hook("high/b.json", "high-b", "{\"always\": true}", "[\"prestart\"]");
    Files.writeString(folder.resolve("low/readme.txt"), "no hook");
    assertThat(hooks())
        .isEqualTo("{prestart=[{path=/hooks/low-a, args=[x]}, {path=/hooks/high-b, args=[x]}]}");
  }

  @Test
  void wantsAllConditions() throws IOException {
    container.annotations.put("color", "dark red");
    hook("low/a.json", "a", "{\"annotations\": {\"^col\": \"red$\"}}", "[\"poststop\"]");
    hook("low/b.json", "b", "{\"annotations\": {\"^col\": \"^red\"}}", "[\"poststop\"]");
    hook("low/c.json", "c", "{\"commands\": [\"nix\", \"^sl\"]}", "[\"poststop\"]");
    hook("low/d.json", "d", "{\"commands\": [\"nix\"]}", "[\"poststop\"]");
    hook("low/e.json", "e", "{\"always\": true, \"hasBindMounts\": true}", "[\"poststop\"]");
    hook("low/f.json", "f", "{\"always\": false}", "[\"poststop\"]");
    assertThat(hooks())
        .contains("/hooks/a", "/hooks/c")
        .doesNotContain("/hooks/b", "/hooks/d", "/hooks/e", "/hooks/f");
    container.mounts.add(new MountConfig(MountConfig.Type.BIND, "/a", "/b", List.of()));
    assertThat(hooks()).contains("/hooks/e");
  }

  @Test
  void namesTheFileThatIsNoHook() throws IOException {
    Path file = folder.resolve("low/a.json");
    for (String text :
        List.of(
            "",
            "{}",
            "{\"version\": \"0.1.0\", \"hook\": {}, \"when\": {}, \"stages\": []}",
            "{\"version\": \"1.0.0\", \"hook\": {\"path\": \"rel\"}, \"when\": {\"always\": true},"
                + " \"stages\": []}",
            "{\"version\": \"1.0.0\", \"hook\": {\"path\": \"/x\"}, \"when\": {},"
                + " \"stages\": []}",
            "{\"version\": \"1.0.0\", \"hook\": {\"path\": \"/x\"},"
                + " \"when\": {\"commands\": [\"(\"]}, \"stages\": []}")) {
      Files.writeString(file, text);
      assertThatThrownBy(this::hooks)
          .as(text)
          .isInstanceOf(KapokException.class)
          .hasMessageContaining("reading hook " + file);
    }
  }
}
