package dev.kapok.sys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help that was written when the distribution was made, and what is left to the JVM. */
class HelpTest {
  @TempDir Path folder;
  private Launcher launcher;

  @BeforeEach
  void install() throws IOException {
    launcher = new Launcher(folder);
    Path help = Files.createDirectory(folder.resolve("lib/kapok/help"));
    for (String name : List.of("kapok", "run", "container", "container-ls")) {
      Files.writeString(help.resolve(name), "help of " + name + "\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--help,kapok",
    "help,kapok",
    "run --help,run",
    "help run,run",
    "container --help,container",
    "container ls --help,container-ls",
    "help container ls,container-ls"
  })
  void printsWhatWasWritten(String line, String name) throws Exception {
    assertThat(print(line.split(" "))).isEqualTo("help of " + name + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run x --help",
        "run --rm --help",
        "--root /r run --help",
        "run ../run --help",
        "ps --help",
        "container cleanup --help",
        "container ls x --help",
        "help --help",
        "help .",
        "exec c ls --help"
      })
  void leavesTheRestToTheJvm(String line) {
    assertThat(launcher.run(line.split(" ")).options()).isNotEmpty();
  }

  @Test
  void printsLongHelpWhole() throws Exception {
    String text = "a line of help\n".repeat(10_000);
    Files.writeString(folder.resolve("lib/kapok/help/run"), text);
    assertThat(print("run", "--help")).isEqualTo(text);
  }

  private String print(String... words) throws Exception {
    Process process = launcher.start(List.of(), Map.of(), words);
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return text;
  }
}
