package dev.kapok.image.registry.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.ImageReference;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedAliasesTest {
  @TempDir Path folder;

  private LearnedAliases aliases() {
    return new LearnedAliases(folder, true);
  }

  private void add(String name, String image) throws IOException {
    aliases().add(TestKernel.get(), name, ImageReference.parse(image));
  }

  @Test
  void keepsWhatWasLearnedBefore() throws IOException {
    add("tool", "one.example/team/tool:3");
    add("app", "two.example:5000/app");
    add("tool", "three.example/tool@sha256:" + "0".repeat(64));
    assertThat(RegistriesConf.read(List.of(aliases().file())).shortNames().candidates("tool:7"))
        .containsExactly(ImageReference.parse("three.example/tool:7"));
    assertThat(aliases().file())
        .hasContent(
            """
            [aliases]
              "app" = "two.example:5000/app"
              "tool" = "three.example/tool"
            """);
  }

  @Test
  void dropsWhatIsNoName() throws IOException {
    add("tool", "one.example/tool");
    Files.writeString(aliases().file(), "aliases = {'a\"b' = \"x\", t = 'one.example/t\\'}\n");
    add("app", "two.example/app");
    assertThat(RegistriesConf.read(List.of(aliases().file())).shortNames().choices("app"))
        .containsExactly(ImageReference.parse("two.example/app"));
    assertThat(aliases().file()).content().doesNotContain("one.example");
  }

  @Test
  void leavesAFileAloneThatItCannotRead() throws IOException {
    add("tool", "one.example/tool");
    Files.writeString(aliases().file(), "[aliases\nrubbish");
    assertThatThrownBy(() -> add("app", "two.example/app")).isInstanceOf(IOException.class);
    assertThat(aliases().file()).hasContent("[aliases\nrubbish");
  }

  @Test
  void belongsToAllUsersWhereRootIsAsked() {
    assertThat(new LearnedAliases(folder, false).file())
        .hasToString("/var/cache/containers/short-name-aliases.conf");
  }
}
