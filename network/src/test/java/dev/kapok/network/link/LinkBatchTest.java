package dev.kapok.network.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.network.plugin.RecordingKernel;
import dev.kapok.sys.process.ProcessResult;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkBatchTest {
  private final RecordingKernel kernel = new RecordingKernel();
  private final LinkBatch batch = new LinkBatch(new Tools(kernel), null);

  @Test
  void readsEveryShownLinkAndLeavesOutEmptyOnes() {
    kernel.answer(
        "ip", new ProcessResult(0, "[{\"ifname\":\"a\"}]\n\n[]\n[{},{\"ifname\":\"b\"}]\n", ""));
    assertThat(batch.add("link show").run().toString()).isEqualTo("[{ifname=a}, {ifname=b}]");
  }

  @Test
  void namesTheCommandThatFailedAndWhy() {
    kernel.answer(
        "ip", new ProcessResult(2, "", "RTNETLINK answers: File exists\nCommand failed -:2\n"));
    assertThatThrownBy(() -> batch.add("link set dev a up").add("addr add x dev a").run())
        .isInstanceOf(LinkException.class)
        .hasMessage("ip addr add x dev a: File exists");
  }

  @Test
  void copesWithWordsThatNameNoCommand() {
    kernel.answer("ip", new ProcessResult(139, "", ""));
    assertThatThrownBy(() -> batch.add("link set dev a up").run())
        .hasMessage("ip -batch -: exit status 139");
  }

  @Test
  void startsNothingForNothingAndForgetsWhatIsDone() {
    batch.run();
    batch.add("link show").run();
    batch.run();
    assertThat(kernel.ran).containsExactly("ip -j -batch -\nlink show\n");
  }

  @Test
  void refusesSeveralLinesInOne() {
    assertThatThrownBy(() -> batch.add("a\nb")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesParametersOnlyWhereTheyDiffer(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("x"), "1\n");
    Sysctl sysctl = new Sysctl(folder.toString());
    sysctl.write("x", "1");
    assertThat(folder.resolve("x")).hasContent("1\n");
    sysctl.write("x", "0");
    assertThat(folder.resolve("x")).hasContent("0");
    sysctl.writeIfThere("y", "1");
    assertThat(folder.resolve("y")).doesNotExist();
    assertThatThrownBy(() -> sysctl.write("no/y", "1"))
        .hasMessageContaining("set sysctl no/y to 1");
  }
}
